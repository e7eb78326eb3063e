import { expect, test } from 'vitest'
import { messageFor } from './field-errors'

test.each([
  [{ type: 'missing', loc: ['body', 'username'], msg: 'Field required' }, 'This field is required.'],
  [{ type: 'string_too_short', loc: ['body', 'password'], msg: 'x', ctx: { min_length: 8 } }, 'Use at least 8 characters.'],
  [{ type: 'string_too_long', loc: ['body', 'bio'], msg: 'x', ctx: { max_length: 500 } }, 'Use at most 500 characters.'],
  [{ type: 'value_error', loc: ['body', 'email'], msg: 'value is not a valid email address: An email address must have an @-sign.' },
    'Enter a valid email address, such as ada@example.org.'],
  [{ type: 'value_error', loc: ['body', 'content'], msg: 'Value error, String should not be blank' }, 'This should not be blank.'],
  [{ type: 'string_pattern_mismatch', loc: ['body', 'username'], msg: 'x' }, 'Use only the letters A to Z, digits and _.'],
  [{ type: 'int_parsing', loc: ['query', 'limit'], msg: 'Input should be a valid integer, unable to parse string as an integer' },
    'This value is not allowed. Change it and try again.'],
])('%j is %j', (error, message) => expect(messageFor(error)).toBe(message))
