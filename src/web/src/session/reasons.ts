/** Why the server ended the session, for the log-in screen. `code` is the server's error code. */
export const logoutReason = (code: string): string =>
  code === 'inactive_user'
    ? 'This account was deactivated. Contact the server operator for details.'
    : 'You were logged out, possibly from another device.'
