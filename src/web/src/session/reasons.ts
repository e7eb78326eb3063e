/** Why somebody stands before the log-in who did not leave, from the server's word for it. */
export const reasonFor = (code: string): string =>
  code === 'inactive_user'
    ? 'This account was deactivated. Whoever runs this server can tell you why.'
    : 'You were logged out here, perhaps from another device.'
