import type { Notification as AnyNotification } from './relation-types'
import type { components } from './schema'

type Schemas = components['schemas']

export type {
  Account, AccountUpdate, FollowResponse, NewTweet, Policy, Quoted, Relationship, TimelineResponse, Tweet, TweetEdit, TweetOptions, User,
  UserWithRelationship, Visibility,
} from './relation-types'
export { POLICIES, VISIBILITIES } from './relation-types'
export type LikeResponse = Schemas['LikeResponse']
export type ReadMark = Schemas['ReadMark']
export type Registration = Schemas['Registration']
export type Session = Schemas['Session']
export type Token = Schemas['Token']
export type UnreadNotifications = Schemas['UnreadNotifications']

export const NOTIFICATION_KINDS = ['like', 'follow', 'reply', 'retweet', 'follow_request', 'follow_accepted'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** The OpenAPI document types `type` as a plain string and lists the kinds only in its description. */
export type Notification = Omit<AnyNotification, 'type'> & { type: NotificationKind }
