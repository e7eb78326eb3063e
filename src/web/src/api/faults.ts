/** One fault of a request's content, as the server reports it with 422. */
export type FieldFault = { type: string; loc: (string | number)[]; msg: string; ctx?: Record<string, unknown> }

/**
 * What is wrong with a field, for people. The server speaks to programs, in the words of a validator's library; what it
 * means is in `type`, `ctx` and the field's name, and those are the contract.
 */
export function sentenceFor({ type, loc, msg, ctx }: FieldFault): string {
  const field = loc.at(-1)
  switch (type) {
    case 'missing':
      return 'This is needed.'
    case 'string_too_short':
      return ctx?.['min_length'] === 1 ? 'This is needed.' : `It needs at least ${Number(ctx?.['min_length'])} characters.`
    case 'string_too_long':
      return `It can be ${Number(ctx?.['max_length'])} characters long at most.`
    case 'string_unicode':
      return 'There is a character in it that is none. Delete it and try again.'
    case 'string_pattern_mismatch':
      return field === 'username' ? 'Only letters from A to Z, digits and _ can be in it.' : 'It has a form that cannot be used here.'
    case 'value_error':
      return field === 'email' ? 'This is no e-mail address, such as ada@example.org.' : ownWords(msg)
    case 'json_invalid':
    case 'model_attributes_type':
      return 'That did not arrive whole. Try again.'
    default:
      return 'This cannot be used here. Change it and try again.'
  }
}

/** A rule of Linnet's own has a sentence of its own, after the library's two words. */
function ownWords(msg: string): string {
  const sentence = msg.replace(/^Value error, /, '').replace(/^String should/, 'It should').replace(/\.$/, '')
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
}
