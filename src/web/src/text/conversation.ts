import type { Conversation, Message, User } from '../api/types'
import { isMe } from '../session/session'

export const othersIn = (conversation: Conversation): User[] => conversation.members.filter(({ id }) => !isMe(id))

export const nameOf = (user: User): string => user.full_name || user.username

/** The names of the other members. */
export const titleOf = (conversation: Conversation): string =>
  othersIn(conversation).map(nameOf).join(', ') || (conversation.is_group ? 'Only you' : 'Deleted account')

export type Day = { iso: string; messages: Message[] }

/** Divides messages by the days of the viewer's time zone. */
export function byDay(messages: Message[]): Day[] {
  const days: Day[] = []
  for (const message of messages) {
    const last = days.at(-1)
    if (last !== undefined && new Date(last.iso).toDateString() === new Date(message.created_at).toDateString()) last.messages.push(message)
    else days.push({ iso: message.created_at, messages: [message] })
  }
  return days
}
