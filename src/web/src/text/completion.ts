export type Token = { kind: 'user' | 'tag'; prefix: string; start: number; end: number }

// Like the server's grammar: no name begins after a letter, a digit or one of these signs.
const USER = /(?:^|[^\p{L}\p{M}\p{N}_@/])@([A-Za-z0-9_]{1,30})$/u
const TAG = /(?:^|[^\p{L}\p{M}\p{N}_&/#＃])[#＃]([\p{L}\p{M}\p{N}_]{1,100})$/u
const WORD = /^[\p{L}\p{M}\p{N}_]/u

/** The name or hashtag that is being written at the caret; null if there is none. `start` is its sign. */
export function tokenAt(text: string, caret: number): Token | null {
  const before = text.slice(0, caret)
  if (WORD.test(text.slice(caret))) return null
  for (const [kind, pattern] of [['user', USER], ['tag', TAG]] as const) {
    const prefix = pattern.exec(before)?.[1]
    if (prefix !== undefined) return { kind, prefix, start: caret - prefix.length - 1, end: caret }
  }
  return null
}

/** The text with the token completed, and where the caret is then: after a space. */
export function complete(text: string, { start, end }: Token, chosen: string): { text: string; caret: number } {
  const rest = text.slice(end)
  const before = text.slice(0, start + 1) + chosen
  return { text: before + (/^\s/.test(rest) ? rest : ` ${rest}`), caret: before.length + 1 }
}
