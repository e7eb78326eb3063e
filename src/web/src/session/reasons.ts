const reasons: Record<string, string> = {
  inactive_user: 'This account was deactivated. Whoever runs this server can tell you why.',
  account_deactivated: 'This account was deactivated. Whoever runs this server can tell you why.',
  account_deleted: 'This account was deleted.',
  password_changed: 'The password was changed, which logged you out. Log in with the new one.',
  session_expired: 'You were away for so long that you were logged out.',
}

/** Why somebody stands before the log-in who did not leave, from the server's word for it. */
export const reasonFor = (code: string): string => reasons[code] ?? 'You were logged out here, perhaps from another device.'
