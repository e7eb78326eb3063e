import { expect, test } from 'vitest'
import { fullNameError } from './rules'

test.each(['\u200b', '\u3164', 'Ada ✓', 'Ada \u{1f5f8}', 'Ada\u202e', 'ding\u0007'])('%j is rejected as a name', (name) =>
  expect(fullNameError(name)).toBeTypeOf('string'))

test.each(['', 'Ada Lovelace', 'עדה', '👩\u200d🚀 Ada'])('%j is accepted as a name', (name) => expect(fullNameError(name)).toBeUndefined())
