import { expect, test } from 'vitest'
import type { Notification, Tweet, User } from '../api/types'
import { group } from './group'

const by = (id: number): User => ({ id, username: `u${id}` }) as User
const tweet = (id: number, rest: Partial<Tweet> = {}): Tweet => ({ id, content: 'x', retweet_of_id: null, ...rest }) as Tweet
const note = (id: number, type: Notification['type'], actor: number, about: Tweet | null, isRead = false): Notification =>
  ({ id, type, actor: by(actor), tweet: about, is_read: isRead, created_at: '' })

test('likes of one tweet are one group, which lists each user once', () => {
  const groups = group([note(4, 'like', 1, tweet(9)), note(3, 'like', 2, tweet(9)), note(2, 'like', 1, tweet(9))])
  expect(groups).toHaveLength(1)
  expect(groups[0]!.ids).toEqual([4, 3, 2])
  expect(groups[0]!.actors.map((actor) => actor.id)).toEqual([1, 2])
})

test('only adjacent notifications are grouped', () => {
  const groups = group([note(3, 'like', 1, tweet(9)), note(2, 'follow', 2, null), note(1, 'like', 3, tweet(9))])
  expect(groups.map((it) => it.ids)).toEqual([[3], [2], [1]])
})

test('replies and quotes are not grouped, reposts are', () => {
  const plain = (id: number): Tweet => tweet(id, { retweet_of_id: 9, kind: 'repost' })
  expect(group([note(2, 'reply', 1, tweet(7)), note(1, 'reply', 2, tweet(8))])).toHaveLength(2)
  expect(group([note(2, 'retweet', 1, plain(7)), note(1, 'retweet', 2, plain(8))])).toHaveLength(1)
  expect(group([note(2, 'retweet', 1, tweet(7, { retweet_of_id: 9 })), note(1, 'retweet', 2, plain(8))])).toHaveLength(2)
})

test('unread and read notifications are not grouped together', () => {
  expect(group([note(2, 'follow', 1, null), note(1, 'follow', 2, null, true)])).toHaveLength(2)
})
