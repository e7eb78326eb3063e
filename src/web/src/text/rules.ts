import { countCodePoints, hasControls, isBlank } from './count'

const MAX_BYTES = 72

/** Checks the server's rules early, for immediate feedback. The server's own check decides. */
export function usernameError(name: string): string | undefined {
  if (name === '') return 'Enter a username.'
  if (!/^[A-Za-z0-9_]*$/.test(name)) return 'Use only the letters A to Z, digits and _.'
  if (name.length > 30) return 'Use at most 30 characters.'
  return undefined
}

export function passwordError(password: string): string | undefined {
  if (countCodePoints(password) < 8) return 'Use at least 8 characters.'
  if (new TextEncoder().encode(password).length > MAX_BYTES) return 'This password is too long. The limit is 72 bytes.'
  return undefined
}

// The server's lists: characters that imitate the verification mark, and marks that change the text direction.
const checkMarks = /[\u221a\u237b\u2611\u2705\u2713\u2714\uaa9c\u{10102}\u{1f165}\u{1f5f8}\u{1f5f9}\u{1fbb1}]/u
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** An empty name is allowed. */
export function fullNameError(name: string): string | undefined {
  if (name === '') return undefined
  if (isBlank(name)) return 'This name has no visible characters.'
  if (hasControls(name)) return 'This name contains a character that cannot be displayed.'
  if (checkMarks.test(name)) return 'Check marks are reserved for verified accounts.'
  if (directionMarks.test(name)) return 'This name contains an invisible character that changes the text direction. Type it again.'
  return undefined
}
