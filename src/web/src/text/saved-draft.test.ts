import { expect, test } from 'vitest'
import { bodyOf, partsOf, type DraftParts } from './saved-draft'

test('a draft comes back as it was saved', () => {
  const poll = { options: ['Looms', ''], expires_in: 300, multiple: true, hide_totals: false }
  const parts: DraftParts = {
    text: 'Half of it',
    more: [],
    options: { visibility: 'followers', reply_policy: 'mentioned', quote_policy: 'nobody', sensitive: true, content_warning: 'Ω', poll },
    replyTo: 3,
    quotes: null,
    rest: {},
  }
  expect(partsOf(bodyOf(parts))).toEqual(parts)
})

test('what another client wrote stays in the draft', () => {
  const body = { content: 'One', place: 'Paris', retweet_of_id: 4 }
  expect(partsOf(body).rest).toEqual({ place: 'Paris' })
  expect(bodyOf({ ...partsOf(body), text: 'Two' })).toEqual({ content: 'Two', place: 'Paris', retweet_of_id: 4 })
})

test('a thread comes back as it was saved, with what another client gave its tweets', () => {
  const poll = { options: ['a', 'b'], expires_in: 300 }
  const body = {
    tweets: [
      { content: 'One', visibility: 'followers', reply_to_id: 3, place: 'Paris' },
      { content: 'Two', visibility: 'followers' },
      { content: 'Three', visibility: 'followers', poll },
    ],
  }
  const parts = partsOf(body)
  expect(parts).toEqual({
    text: 'One', options: { visibility: 'followers' }, replyTo: 3, quotes: null, rest: { place: 'Paris' },
    more: [{ text: 'Two' }, { text: 'Three', rest: { poll } }],
  })
  expect(bodyOf(parts)).toEqual(body)
  expect(bodyOf({ ...parts, options: {}, more: parts.more.slice(0, 1) })).toEqual({
    tweets: [{ content: 'One', reply_to_id: 3, place: 'Paris' }, { content: 'Two' }],
  })
  expect(bodyOf({ ...parts, more: [] })).toEqual(body.tweets[0])
})

test('each tweet of a thread keeps its pictures, but those that are not uploaded', () => {
  const body = { tweets: [{ content: '', media_ids: [7, 8] }, { content: 'Two', media_ids: [9] }] }
  const parts = partsOf(body)
  expect(parts.options).toEqual({ media_ids: [7, 8] })
  expect(parts.more).toEqual([{ text: 'Two', media_ids: [9] }])
  expect(bodyOf(parts)).toEqual(body)
  expect(bodyOf({ ...parts, options: { media_ids: [-1, 8] }, more: [{ text: 'Two', media_ids: [-2] }] })).toEqual({
    tweets: [{ content: '', media_ids: [8] }, { content: 'Two' }],
  })
  expect(partsOf({ content: 'One', media_ids: ['x', -1, 4] }).options).toEqual({ media_ids: [4] })
  expect(partsOf({ content: 'One', media_ids: 'x' }).options).toEqual({})
})

test('what makes no sense is not shown', () => {
  const body = { content: 17, visibility: 'nobody', reply_policy: null, sensitive: 'yes', content_warning: '', poll: { options: [1] }, reply_to_id: 'x' }
  expect(partsOf(body)).toEqual({ text: '', more: [], options: {}, replyTo: null, quotes: null, rest: {} })
})
