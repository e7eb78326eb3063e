import { detachQuote, hideReply, setQuotePolicy, setReplyPolicy } from '../api/reposts'
import { POLICIES, REPLY_POLICIES, type Policy, type Tweet } from '../api/types'
import { policyNames } from '../text/options'
import { requestChoice } from './choice'
import { requestConfirmation } from './confirmation'
import { findFeed } from './feeds'
import { showErrorToast, showToast } from './toasts'
import { broadcast } from './tabs'
import { upsertTweets } from './tweets'

/** Lets the author of a tweet choose who may reply to it. */
export const chooseReplyPolicy = (tweet: Tweet): Promise<void> =>
  choosePolicy('Who can reply?', REPLY_POLICIES, tweet.reply_policy, (policy) => setReplyPolicy(tweet.id, policy))

/** Lets the author of a tweet choose who may quote it. */
export const chooseQuotePolicy = (tweet: Tweet): Promise<void> =>
  choosePolicy('Who can quote?', POLICIES, tweet.quote_policy, (policy) => setQuotePolicy(tweet.id, policy))

async function choosePolicy(title: string, policies: readonly Policy[], chosen: Policy = 'everyone', send: (policy: Policy) => Promise<Tweet>): Promise<void> {
  const answer = await requestChoice({ title, options: policies.map((value) => ({ value, text: policyNames[value] })), chosen, yes: 'Save' })
  if (answer !== null && answer.value !== chosen) await act(() => send(answer.value as Policy), 'Saved.')
}

/** Hides a reply to the viewer's tweet, or shows it again. */
export async function setReplyHidden(reply: Tweet, hide: boolean): Promise<void> {
  const isDone = await act(() => hideReply(reply.id, hide), hide ? 'The reply is hidden.' : 'The reply is shown again.')
  if (!isDone) return
  const [from, to] = hide ? ['replies', 'hidden'] : ['hidden', 'replies']
  findFeed(`${from}:${reply.reply_to_id}`)?.list.remove(reply.id)
  const target = findFeed(`${to}:${reply.reply_to_id}`)
  if (target?.status === 'ready') target.list.add(reply.id)
}

/** Detaches a quote of the viewer's tweet. */
export async function detach(quote: Tweet): Promise<void> {
  const isSure = await requestConfirmation({
    title: 'Detach your tweet?',
    text: `The tweet by @${quote.author.username} stays, without your tweet in it. This cannot be undone.`,
    yes: 'Detach',
    no: 'Cancel',
  })
  if (isSure) await act(() => detachQuote(quote.quoted!.tweet!.id, quote.id), 'Your tweet was detached.')
}

async function act(send: () => Promise<Tweet>, done: string): Promise<boolean> {
  try {
    const tweet = await send()
    upsertTweets([tweet])
    broadcast('edited', tweet)
    showToast(done)
    return true
  } catch (error) {
    showErrorToast('This did not work.', error)
    return false
  }
}
