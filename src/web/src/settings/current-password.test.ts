import { expect, test } from 'vitest'
import { Problem } from '../api/problem'
import { currentPasswordError, otherError } from './current-password'

test('a wrong password shows only at its own field', () => {
  const wrong = new Problem(403, 'wrong_password', 'The current password is wrong.')
  expect(currentPasswordError(wrong)).toBe('Wrong password. Try again.')
  expect(otherError(wrong, 'email')).toBeUndefined()
})

test('an error of the new value shows at the field of the new value', () => {
  const taken = new Problem(400, 'email_taken', 'Email already registered.')
  expect(currentPasswordError(taken)).toBeUndefined()
  expect(otherError(taken, 'email')).toBe('Email already registered.')
})

test('without a problem neither field has an error', () => {
  expect(currentPasswordError(null)).toBeUndefined()
  expect(otherError(null, 'email')).toBeUndefined()
})
