/**
 * Returns the key of a shortcut in lower case: the printed character if it is Latin, otherwise the physical key, so that
 * `j` works with Cyrillic, Greek, Arabic and Hebrew layouts and with Caps Lock.
 */
export function keyOf({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): string {
  // Process and Unidentified: an input method consumed the key.
  const isNamed = key.length > 1 && key !== 'Process' && key !== 'Unidentified'
  if (isNamed || /^[ -~]$/.test(key)) return key.length === 1 ? key.toLowerCase() : key
  if (/\p{Script=Latin}/u.test(key) && key.length === 1) return key
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return letter.toLowerCase()
  if (code === 'Slash' && shiftKey) return '?'
  return code === 'Period' ? '.' : key
}
