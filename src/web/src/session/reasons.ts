/** Why somebody stands before the log-in who did not leave, from the server's word for it. */
export const logoutReason = (code: string): string =>
  code === 'inactive_user'
    ? 'This account was deactivated. Contact the server operator for details.'
    : 'You were logged out, possibly from another device.'
