import { expect, test } from 'vitest'
import { sentenceFor } from './faults'

test.each([
  [{ type: 'missing', loc: ['body', 'username'], msg: 'Field required' }, 'This is needed.'],
  [{ type: 'string_too_short', loc: ['body', 'password'], msg: 'x', ctx: { min_length: 8 } }, 'It needs at least 8 characters.'],
  [{ type: 'string_too_long', loc: ['body', 'bio'], msg: 'x', ctx: { max_length: 500 } }, 'It can be 500 characters long at most.'],
  [{ type: 'value_error', loc: ['body', 'email'], msg: 'value is not a valid email address: An email address must have an @-sign.' },
    'This is no e-mail address, such as ada@example.org.'],
  [{ type: 'value_error', loc: ['body', 'content'], msg: 'Value error, String should not be blank' }, 'It should not be blank.'],
  [{ type: 'string_pattern_mismatch', loc: ['body', 'username'], msg: 'x' }, 'Only letters from A to Z, digits and _ can be in it.'],
  [{ type: 'int_parsing', loc: ['query', 'limit'], msg: 'Input should be a valid integer, unable to parse string as an integer' },
    'This cannot be used here. Change it and try again.'],
])('%j is %j', (fault, sentence) => expect(sentenceFor(fault)).toBe(sentence))
