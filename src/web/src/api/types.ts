import type { components } from './schema'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type AccountUpdate = Schemas['AccountUpdate']
export type FollowResponse = Schemas['FollowResponse']
export type LikeResponse = Schemas['LikeResponse']
export type NewTweet = Schemas['NewTweet']
export type ReadMark = Schemas['ReadMark']
export type Registration = Schemas['Registration']
export type Session = Schemas['Session']
export type TimelineResponse = Schemas['TimelineResponse']
export type Token = Schemas['Token']
export type Tweet = Schemas['Tweet']
export type UnreadNotifications = Schemas['UnreadNotifications']
export type User = Schemas['User']

export const NOTIFICATION_KINDS = ['like', 'follow', 'reply', 'retweet'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** The OpenAPI document types `type` as a plain string and lists the kinds only in its description. */
export type Notification = Omit<Schemas['Notification'], 'type'> & { type: NotificationKind }
