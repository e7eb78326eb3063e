import { blockUser, hideReposts, muteUser, removeFollower, unmuteUser } from '../api/relations'
import type { Relationship, User } from '../api/types'
import { reloadMe } from '../session/session'
import { requestChoice } from './choice'
import { requestConfirmation } from './confirmation'
import { markAllStale, removeFromFeeds } from './feeds'
import { refreshInbox } from './inbox'
import { relationTo, upsertRelation } from './relations'
import { broadcast, onTabEvent } from './tabs'
import { showErrorToast, showToast } from './toasts'

/** How long a mute lasts, in seconds; empty for good. */
const MUTE_CHOICES = [
  { value: '3600', text: '1 hour' },
  { value: '86400', text: '1 day' },
  { value: '604800', text: '7 days' },
  { value: '', text: 'For good' },
]

export async function block(user: User): Promise<void> {
  const isSure = await requestConfirmation({
    title: `Block @${user.username}?`,
    text: 'You will not see each other’s tweets, and neither of you can follow or reply to the other. Follows between you end.',
    yes: 'Block',
    no: 'Cancel',
  })
  if (isSure) await act(() => blockUser(user.username, true), `You blocked @${user.username}.`)
}

export const unblock = (user: User): Promise<void> => act(() => blockUser(user.username, false), `You unblocked @${user.username}.`)

export async function mute(user: User): Promise<void> {
  const choice = await requestChoice({
    title: `Mute @${user.username}?`,
    text: 'Their tweets leave your lists. They are not told.',
    options: MUTE_CHOICES,
    chosen: '',
    check: 'Also mute their notifications',
    yes: 'Mute',
  })
  if (choice === null) return
  const seconds = choice.value === '' ? null : Number(choice.value)
  await act(() => muteUser(user.username, seconds, choice.isChecked), `You muted @${user.username}.`)
}

export const unmute = (user: User): Promise<void> => act(() => unmuteUser(user.username), `You unmuted @${user.username}.`)

export const setRepostsHidden = (user: User, hide: boolean): Promise<void> =>
  act(() => hideReposts(user.username, hide), `Reposts by @${user.username} are ${hide ? 'hidden' : 'shown'} in your timeline.`)

export async function dropFollower(user: User): Promise<void> {
  const isSure = await requestConfirmation({
    title: `Remove @${user.username} as a follower?`,
    text: 'They are not told, and can follow you again unless your account is locked.',
    yes: 'Remove',
    no: 'Cancel',
  })
  if (isSure) await act(() => removeFollower(user.username), `@${user.username} does not follow you any more.`)
}

async function act(send: () => Promise<Relationship>, done: string): Promise<void> {
  try {
    const relation = await send()
    receiveRelation(relation)
    broadcast('relation', relation)
    showToast(done)
    void reloadMe().catch(() => undefined)
  } catch (error) {
    showErrorToast('This did not work.', error)
  }
}

/** Applies a relationship that changed. Lists leave out what the viewer does not want to see; the server fills them again when they are reloaded. */
export function receiveRelation(relation: Relationship): void {
  const before = relationTo(relation.id)
  upsertRelation(relation)
  const { id, blocking, blocked_by: blockedBy, muting, hiding_reposts: hidesReposts, following } = relation
  if (blocking || blockedBy || muting) removeFromFeeds(id, (tweet) => tweet.author_id === id || tweet.reposted?.author_id === id)
  else if (hidesReposts) removeFromFeeds(id, (tweet) => tweet.author_id === id && tweet.kind === 'repost')
  const isChanged = before === undefined || before.blocking !== blocking || before.muting !== muting
    || before.hiding_reposts !== hidesReposts || before.following !== following
  if (!isChanged) return
  markAllStale()
  void refreshInbox().catch(() => undefined)
}

onTabEvent('relation', receiveRelation)
