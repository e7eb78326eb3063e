import type { Problem } from '../api/problem'

const SENTENCES: Record<string, string> = {
  wrong_password: 'Wrong password. Try again.',
  current_password_required: 'Enter your current password.',
}

/** Why the server refused the current password, in words for its field. */
export const currentPasswordError = (problem: Problem | null): string | undefined => SENTENCES[problem?.code ?? '']

/** Why it refused anything else, for the field that was to be changed. */
export const otherError = (problem: Problem | null, field: string): string | undefined =>
  problem === null || currentPasswordError(problem) !== undefined ? undefined : problem.fieldError(field) ?? problem.message
