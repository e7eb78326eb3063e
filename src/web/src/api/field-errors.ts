/** One validation error, as the server reports it with 422. */
export type FieldError = { type: string; loc: (string | number)[]; msg: string; ctx?: Record<string, unknown> }

/**
 * Returns a message for users. The server's `msg` comes from a validation library and is written for developers; the
 * contract is `type`, `ctx` and the field name.
 */
export function messageFor({ type, loc, msg, ctx }: FieldError): string {
  const field = loc.at(-1)
  switch (type) {
    case 'missing':
      return 'This field is required.'
    case 'string_too_short':
      return ctx?.['min_length'] === 1 ? 'This field is required.' : `Use at least ${Number(ctx?.['min_length'])} characters.`
    case 'string_too_long':
      return `Use at most ${Number(ctx?.['max_length'])} characters.`
    case 'string_unicode':
      return 'This contains an invalid character. Delete it and try again.'
    case 'string_pattern_mismatch':
      return field === 'username' ? 'Use only the letters A to Z, digits and _.' : 'This format is not allowed.'
    case 'value_error':
      return field === 'email' ? 'Enter a valid email address, such as ada@example.org.' : ruleMessage(msg)
    case 'json_invalid':
    case 'model_attributes_type':
      return 'The request was incomplete. Try again.'
    default:
      return 'This value is not allowed. Change it and try again.'
  }
}

/** Linnet's own rules have their own message, after the library's prefix "Value error, ". */
function ruleMessage(msg: string): string {
  const message = msg.replace(/^Value error, /, '').replace(/^String should/, 'This should').replace(/\.$/, '')
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`
}
