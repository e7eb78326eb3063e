/** What the server takes at once, in lines and characters. */
const MOST_LINES = 1000
const MOST_CHARACTERS = 60_000

/** A part of a list that the server takes at once; a line `n` of it is line `n + shift` of the file. */
export type Part = { csv: string; lines: number; shift: number }

/** Cuts a list of accounts into parts, each with the header if the list has one. Empty lines are left out of the count. */
export function cutIntoParts(file: string): Part[] {
  const lines = file.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = /account address/i.test(lines[0]!) ? `${lines[0]}\n` : ''
  const parts: Part[] = []
  let part: Part | null = null
  for (let index = header === '' ? 0 : 1; index < lines.length; index++) {
    const line = lines[index]!.trimEnd()
    if (part === null || (line !== '' && (part.lines === MOST_LINES || part.csv.length + line.length >= MOST_CHARACTERS))) {
      if (line === '') continue
      part = { csv: header, lines: 0, shift: index - (header === '' ? 0 : 1) }
      parts.push(part)
    }
    part.csv += `${line}\n`
    if (line !== '') part.lines++
  }
  return parts
}
