import { countCodePoints, hasControls, isBlank } from './count'

const MOST_BYTES = 72

/** The server decides; these say the same sooner and in kinder words. */
export function faultInUsername(name: string): string | undefined {
  if (name === '') return 'A name is needed: others find you by it.'
  if (!/^[A-Za-z0-9_]*$/.test(name)) return 'Only letters from A to Z, digits and _ can be in it.'
  if (name.length > 30) return 'It can be 30 characters long at most.'
  return undefined
}

export function faultInPassword(password: string): string | undefined {
  if (countCodePoints(password) < 8) return 'It needs at least 8 characters.'
  if (new TextEncoder().encode(password).length > MOST_BYTES) return 'It is too long: 72 bytes at most.'
  return undefined
}

// As the server has them: marks that pass for a verification, and marks that turn the text around them.
const checkMarks = /[\u221a\u237b\u2611\u2705\u2713\u2714\uaa9c\u{10102}\u{1f165}\u{1f5f8}\u{1f5f9}\u{1fbb1}]/u
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** An empty name is none, and fine. */
export function faultInFullName(name: string): string | undefined {
  if (name === '') return undefined
  if (isBlank(name)) return 'There is nothing to see in this name.'
  if (hasControls(name)) return 'There is a character in it that cannot be shown.'
  if (checkMarks.test(name)) return 'Check marks are left to verified people.'
  if (directionMarks.test(name)) return 'There is an invisible mark in it that turns text around. Type the name again.'
  return undefined
}
