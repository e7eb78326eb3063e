import { expect, test } from 'vitest'
import { keyOf } from './keys'

test.each([
  ['j', 'KeyJ', 'j'],
  ['J', 'KeyJ', 'j'],
  // Dvorak: the printed letter counts.
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
])('key %s with code %s is %s', (key, code, expected) => expect(keyOf({ key, code, shiftKey: false })).toBe(expected))

test('an Arabic question mark is ?', () => expect(keyOf({ key: '؟', code: 'Slash', shiftKey: true })).toBe('?'))
