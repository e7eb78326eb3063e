import { expect, test } from 'vitest'
import type { TweetOptions } from '../api/types'
import { countPictures, isWritten, joinWritten, laterTweets, withPictures } from './parts'

test('the later tweets have the options of the first, but its poll and its time', () => {
  const options = { visibility: 'followers', poll: { options: ['a', 'b'], expires_in: 300, multiple: false, hide_totals: false }, scheduled_at: '2030-01-01T00:00:00Z' } satisfies TweetOptions
  const poll = { options: ['c', 'd'], expires_in: 300 }
  const parts = [{ text: 'Two' }, { text: 'Three', rest: { poll, visibility: 'public' } }]
  expect(laterTweets(parts, options)).toEqual([
    { content: 'Two', visibility: 'followers' },
    { content: 'Three', visibility: 'followers', poll },
  ])
})

test('single tweets are joined to one text, and a thread keeps its tweets', () => {
  expect(joinWritten({ text: 'One', more: [] }, { text: 'Since', more: [] })).toEqual({ text: 'One\n\nSince', more: [] })
  expect(joinWritten({ text: 'One', more: [{ text: 'Two' }] }, { text: 'Since', more: [] })).toEqual({ text: 'One', more: [{ text: 'Two' }, { text: 'Since' }] })
  expect(joinWritten({ text: 'One', more: [{ text: 'Two' }] }, { text: '', more: [] })).toEqual({ text: 'One', more: [{ text: 'Two' }] })
  expect(joinWritten({ text: '', more: [] }, { text: 'Since', more: [{ text: 'Two' }] })).toEqual({ text: 'Since', more: [{ text: 'Two' }] })
})

test('each tweet has its own pictures, and with them needs no text', () => {
  const parts = [{ text: ' ', media_ids: [7] }, { text: 'Three' }]
  expect(laterTweets(parts, { media_ids: [5] })).toEqual([{ content: '', media_ids: [7] }, { content: 'Three' }])
  expect(withPictures(parts[0]!, [])).toEqual({ text: ' ' })
  expect(countPictures({ media_ids: [5, 6] }, parts)).toBe(3)
  expect(isWritten({ text: '', more: [] }, {})).toBe(false)
  expect(isWritten({ text: '', more: [] }, { media_ids: [5] })).toBe(true)
  expect(isWritten({ text: '', more: [{ text: '', media_ids: [7] }] }, {})).toBe(true)
})
