import type { Problem } from '../api/problem'

const MESSAGES: Record<string, string> = {
  wrong_password: 'Wrong password. Try again.',
  current_password_required: 'Enter your current password.',
}

/** The error for the field of the current password. */
export const currentPasswordError = (problem: Problem | null): string | undefined => MESSAGES[problem?.code ?? '']

/** Any other error, for the field that was to be changed. */
export const otherError = (problem: Problem | null, field: string): string | undefined =>
  problem === null || currentPasswordError(problem) !== undefined ? undefined : problem.fieldError(field) ?? problem.message
