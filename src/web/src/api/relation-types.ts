import type { components } from './schema'

// Written by hand, because `docs/openapi.json` does not have these members yet. All members of users and tweets are optional:
// an older server does not send them.

type Schemas = components['schemas']
type With<TOld, TMore> = Omit<TOld, keyof TMore> & TMore

export const VISIBILITIES = ['public', 'unlisted', 'followers'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** Who may reply to a tweet, or quote it. The author always may. */
export const POLICIES = ['everyone', 'followers', 'nobody'] as const
export type Policy = (typeof POLICIES)[number]

/** How the viewer and a user stand to each other. */
export type Relationship = {
  /** The user's id. */
  id: number
  following: boolean
  requested: boolean
  followed_by: boolean
  requested_by: boolean
  blocking: boolean
  blocked_by: boolean
  muting: boolean
  muting_notifications: boolean
  /** Null without a mute and for one without an end. */
  muted_until: string | null
  hiding_reposts: boolean
}

export type User = With<Schemas['User'], { is_locked?: boolean }>
export type UserWithRelationship = User & { relationship?: Relationship | null }
export type Account = With<Schemas['Account'], { is_locked?: boolean }>
export type AccountUpdate = With<Schemas['AccountUpdate'], { is_locked?: boolean }>
export type FollowResponse = With<Schemas['FollowResponse'], { is_requested?: boolean }>

export type TweetOptions = {
  visibility?: Visibility
  sensitive?: boolean
  content_warning?: string | null
  reply_policy?: Policy
  quote_policy?: Policy
}

export type NewTweet = With<Schemas['NewTweet'], TweetOptions>
export type TweetEdit = With<Schemas['TweetEdit'], Pick<TweetOptions, 'sensitive' | 'content_warning'>>

/** A quoted tweet as the viewer may see it. `tweet` is null unless the state is `shown`. */
export type Quoted = { state: 'shown' | 'deleted' | 'detached' | 'unavailable' | 'blocked' | 'muted'; tweet: Tweet | null }

export type Tweet = With<Schemas['Tweet'], TweetOptions & {
  author: User
  kind?: 'post' | 'repost'
  is_hidden_reply?: boolean
  quotes_count?: number
  is_reposted?: boolean
  /** The original of a repost. */
  reposted?: Tweet | null
  quoted?: Quoted | null
  /** The viewer's filters that match this tweet and ask for a warning. */
  filtered?: { id: number; title: string }[]
}>

export type TimelineResponse = With<Schemas['TimelineResponse'], { tweets: Tweet[] }>
export type Notification = With<Schemas['Notification'], { actor: User; tweet: Tweet | null }>
