import { countCodePoints } from './count'

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
