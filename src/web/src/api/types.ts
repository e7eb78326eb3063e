import type { NotificationKind } from '../live/messages'
import type { components } from './schema'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type AccountUpdate = Schemas['AccountUpdate']
export type FollowResponse = Schemas['FollowResponse']
export type LikeResponse = Schemas['LikeResponse']
export type NewTweet = Schemas['NewTweet']
type NotificationGroup = Schemas['NotificationGroup']
export type Registration = Schemas['Registration']
export type Session = Schemas['Session']
export type TimelineResponse = Schemas['TimelineResponse']
export type Token = Schemas['Token']
export type Tweet = Schemas['Tweet']
export type User = Schemas['User']

/** An entry of the inbox that is not grouped, which the document does not name: the same as a group, of one act. */
export type Notification = Omit<NotificationGroup, 'type' | 'count' | 'actors'> & { type: NotificationKind; actor: User }
export type UnreadNotifications = Schemas['UnreadNotifications']
export type ReadMark = Schemas['ReadMark']
