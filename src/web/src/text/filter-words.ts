const MAX_WORDS = 20
const MAX_LENGTH = 100

/** The words of a filter, one a line, without blank lines and repetitions. */
export const wordsIn = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()).filter((line) => line !== ''))]

export function wordsError(text: string): string | undefined {
  const words = wordsIn(text)
  if (words.length > MAX_WORDS) return `Use at most ${MAX_WORDS} lines.`
  if (words.some((word) => [...word].length > MAX_LENGTH)) return `Use at most ${MAX_LENGTH} characters in a line.`
  return undefined
}
