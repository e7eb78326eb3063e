import { expect, test } from 'vitest'
import { bodyOf, partsOf } from './saved-draft'

test('a draft comes back as it was saved', () => {
  const poll = { options: ['Looms', ''], expires_in: 300, multiple: true, hide_totals: false }
  const parts = {
    text: 'Half of it',
    options: { visibility: 'followers', reply_policy: 'mentioned', quote_policy: 'nobody', sensitive: true, content_warning: 'Ω', poll },
    replyTo: 3,
    quotes: null,
    rest: {},
  } as const
  expect(partsOf(bodyOf(parts))).toEqual(parts)
})

test('what another client wrote stays in the draft', () => {
  const body = { content: 'One', media_ids: [7], retweet_of_id: 4 }
  expect(partsOf(body).rest).toEqual({ media_ids: [7] })
  expect(bodyOf({ ...partsOf(body), text: 'Two' })).toEqual({ content: 'Two', media_ids: [7], retweet_of_id: 4 })
})

test('what makes no sense is not shown', () => {
  const body = { content: 17, visibility: 'nobody', reply_policy: null, sensitive: 'yes', content_warning: '', poll: { options: [1] }, reply_to_id: 'x' }
  expect(partsOf(body)).toEqual({ text: '', options: {}, replyTo: null, quotes: null, rest: {} })
})
