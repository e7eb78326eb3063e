import type { components } from './schema'

type Schemas = components['schemas']

export type Account = Schemas['Account']
export type AccountUpdate = Schemas['AccountUpdate']
export type FollowResponse = Schemas['FollowResponse']
export type LikeResponse = Schemas['LikeResponse']
export type NewTweet = Schemas['NewTweet']
export type Registration = Schemas['Registration']
export type Session = Schemas['Session']
export type TimelineResponse = Schemas['TimelineResponse']
export type Token = Schemas['Token']
export type Tweet = Schemas['Tweet']
export type User = Schemas['User']
