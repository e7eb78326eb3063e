// Prints what is wrong with an AsyncAPI document, one finding a line, and fails if anything is.
import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';

const WARNING = 1; // Below it are hints: that a newer version of the specification exists.

const path = process.argv[2];
const { document, diagnostics } = await new Parser().parse(await readFile(path, 'utf8'), { source: path });
const faults = diagnostics.filter(({ severity }) => severity <= WARNING);
for (const { code, message, path: where } of faults) console.error(`${where.join('.')}: ${message} (${code})`);
process.exit(document && faults.length === 0 ? 0 : 1);
