import type { components } from './schema'

type Schemas = components['schemas']

export const VISIBILITIES = ['public', 'unlisted', 'followers'] as const satisfies Visibility[]
/** Who may quote a tweet. */
export const POLICIES = ['everyone', 'followers', 'nobody'] as const satisfies Policy[]
/** Who may reply to a tweet. */
export const REPLY_POLICIES = ['everyone', 'followers', 'mentioned', 'nobody'] as const satisfies Policy[]

export type Visibility = Schemas['Visibility']
/** Who may reply to a tweet, or quote it. The author always may. */
export type Policy = Schemas['AudiencePolicy']
export type Relationship = Schemas['Relationship']
export type User = Schemas['User']
export type UserWithRelationship = Schemas['UserProfile']
export type Account = Schemas['Account']
export type AccountUpdate = Schemas['AccountUpdate']
export type FollowResponse = Schemas['FollowResponse']
export type NewTweet = Schemas['NewTweet']
export type PostedThread = Schemas['PostedThread']
export type TweetEdit = Schemas['TweetEdit']
export type TweetOptions = Pick<NewTweet, 'visibility' | 'sensitive' | 'content_warning' | 'reply_policy' | 'quote_policy' | 'poll' | 'scheduled_at' | 'expires_in' | 'media_ids'>
export type Poll = Schemas['Poll']
export type NewPoll = Schemas['PollDraft']
export type Quoted = Schemas['QuotedTweet']
export type Tweet = Schemas['Tweet']
/** A picture. */
export type Media = Schemas['Attachment']
export type MediaEdit = Schemas['AttachmentEdit']
export type UploadLimits = Schemas['UploadLimits']
export type ScheduledTweet = Schemas['ScheduledTweet']
export type MemberList = Schemas['MemberList']
export type ListDraft = Required<Schemas['ListDraft']>
/** A draft on the server. Its body is what any client wrote. */
export type SavedDraft = Omit<Schemas['Draft'], 'body'> & { body: Record<string, unknown> }
export type Bookmark = Schemas['Bookmark']
export type BookmarkResponse = Schemas['BookmarkResponse']
export type ThreadMuteResponse = Schemas['ThreadMuteResponse']
export type ImportResult = Schemas['ImportResult']
export type FailedLine = Schemas['FailedLine']
export type Tag = Schemas['Tag']
export type CompletedTag = Schemas['CompletedTag']
export type FollowedTag = Schemas['FollowedTag']
export type TweetEntities = Schemas['TweetEntities']
export type ThreadContext = Schemas['ThreadContext']
export type ThreadEntry = ThreadContext['descendants'][number]
export type Tombstone = Schemas['Tombstone']
export type TweetVersion = Schemas['TweetVersion']
export type Filter = Schemas['Filter']
export type FilterDraft = Required<Schemas['FilterDraft']>
export type Conversation = Schemas['Conversation']
/** A direct message. */
export type Message = Schemas['Message']
export type UnreadMessages = Schemas['UnreadMessages']
export type FoundMessages = Schemas['FoundMessages']
export type TimelineResponse = Schemas['TimelineResponse']
export type LikeResponse = Schemas['LikeResponse']
export type ReadMark = Schemas['ReadMark']
export type Registration = Schemas['Registration']
export type Session = Schemas['Session']
export type Token = Schemas['Token']
export type UnreadNotifications = Schemas['UnreadNotifications']

export const NOTIFICATION_KINDS = ['like', 'follow', 'reply', 'retweet', 'follow_request', 'follow_accepted', 'mention', 'tweet_edited', 'poll_ended', 'scheduled_failed'] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** The OpenAPI document types `type` as a plain string and lists the kinds only in its description. */
export type Notification = Omit<Schemas['Notification'], 'type'> & { type: NotificationKind }
