/** What is sent at once: the server takes 1000 lines, and 64 KB of JSON. */
const MOST_LINES = 1000
const MOST_BYTES = 48_000

/** A part of a list that the server takes at once; a line `n` of it is line `n + shift` of the file. */
export type Part = { csv: string; lines: number; shift: number }

const utf8 = new TextEncoder()

/** The bytes of a text inside JSON. */
const sizeOf = (text: string): number => utf8.encode(JSON.stringify(text)).length

/** Cuts a list of accounts into parts, each with the header if the list has one. Empty lines are left out of the count. */
export function cutIntoParts(file: string): Part[] {
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const first = lines.findIndex((line) => line.trim() !== '')
  const header = /account address/i.test(lines[first] ?? '') ? `${lines[first]}\n` : ''
  const parts: Part[] = []
  let part: Part | null = null
  let bytes = 0
  for (let index = header === '' ? 0 : first + 1; index < lines.length; index++) {
    const line = lines[index]!.trimEnd()
    const size = sizeOf(`${line}\n`)
    if (part === null || (line !== '' && (part.lines === MOST_LINES || bytes + size > MOST_BYTES))) {
      if (line === '') continue
      part = { csv: header, lines: 0, shift: index - (header === '' ? 0 : 1) }
      bytes = sizeOf(header)
      parts.push(part)
    }
    part.csv += `${line}\n`
    bytes += size
    if (line !== '') part.lines++
  }
  return parts
}
