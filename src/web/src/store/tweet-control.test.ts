import { beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../api/problem'
import type { Policy, Tweet } from '../api/types'

const api = vi.hoisted(() => ({ hide: async (_id: number, _hide: boolean): Promise<object> => ({}), policies: [] as string[] }))
vi.mock('../session/session', () => ({ session: { me: { id: 7 } }, isMe: (id: number) => id === 7 }))
vi.mock('../api/reposts', () => ({
  hideReply: (id: number, hide: boolean) => api.hide(id, hide),
  setReplyPolicy: async (id: number, policy: Policy) => { api.policies.push(policy); return tweet(id, { reply_policy: policy }) },
}))

const { choice } = await import('./choice')
const { clearFeeds, feedOf } = await import('./feeds')
const { chooseReplyPolicy, setReplyHidden } = await import('./tweet-control')
const { clearTweets, findTweet, upsertTweets } = await import('./tweets')

const source = { first: async () => ({ items: [], next: null }), more: async () => ({ items: [], next: null }), since: async () => ({ items: [], next: null }) }
const tweet = (id: number, rest: Partial<Tweet> = {}): Tweet => ({ id, reply_to_id: 1, is_hidden_reply: false, ...rest }) as Tweet

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', undefined)
  clearFeeds()
  clearTweets()
  api.policies = []
})

test('a hidden reply moves from the replies to the hidden replies, and back', async () => {
  upsertTweets([tweet(2)])
  const [replies, hidden] = [feedOf('replies:1', source), feedOf('hidden:1', source)]
  replies.list.replace([2], null)
  replies.status = hidden.status = 'ready'
  api.hide = async (id, hide) => tweet(id, { is_hidden_reply: hide })
  await setReplyHidden(findTweet(2)!, true)
  expect([replies.list.ids, hidden.list.ids, findTweet(2)!.is_hidden_reply]).toEqual([[], [2], true])
  await setReplyHidden(findTweet(2)!, false)
  expect([replies.list.ids, hidden.list.ids, findTweet(2)!.is_hidden_reply]).toEqual([[2], [], false])
})

test('a reply that could not be hidden stays', async () => {
  upsertTweets([tweet(2)])
  feedOf('replies:1', source).list.replace([2], null)
  api.hide = async () => { throw new Problem(403, 'forbidden', '') }
  await setReplyHidden(findTweet(2)!, true)
  expect(feedOf('replies:1', source).list.ids).toEqual([2])
})

test('only a changed policy is sent', async () => {
  upsertTweets([tweet(2, { reply_policy: 'followers' })])
  for (const value of ['followers', 'nobody']) {
    const done = chooseReplyPolicy(findTweet(2)!)
    expect(choice.value!.chosen).toBe('followers')
    choice.value!.answer({ value, isChecked: true })
    await done
  }
  expect([api.policies, findTweet(2)!.reply_policy]).toEqual([['nobody'], 'nobody'])
})
