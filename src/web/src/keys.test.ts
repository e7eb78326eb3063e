import { expect, test } from 'vitest'
import { keyOf } from './keys'

test.each([
  ['j', 'KeyJ', 'j'],
  ['J', 'KeyJ', 'j'],
  // Dvorak: what is printed counts.
  ['j', 'KeyC', 'j'],
  ['о', 'KeyJ', 'j'],
  ['О', 'KeyJ', 'j'],
  ['ξ', 'KeyJ', 'j'],
  ['ت', 'KeyJ', 'j'],
  ['ח', 'KeyJ', 'j'],
  ['ㅓ', 'KeyJ', 'j'],
  ['Process', 'KeyJ', 'j'],
  ['é', 'Digit2', 'é'],
  ['Enter', 'Enter', 'Enter'],
  ['.', 'Slash', '.'],
  ['ץ', 'Period', '.'],
])('%s on %s is %s', (key, code, expected) => expect(keyOf({ key, code, shiftKey: false })).toBe(expected))

test('a question mark of another script', () => expect(keyOf({ key: '؟', code: 'Slash', shiftKey: true })).toBe('?'))
