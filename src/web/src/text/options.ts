import { VISIBILITIES, type Policy, type Tweet, type TweetOptions, type Visibility } from '../api/types'

export const visibilityNames: Record<Visibility, string> = { public: 'Everyone', unlisted: 'Unlisted', followers: 'Followers' }

export const visibilityHints: Record<Visibility, string> = {
  public: 'Visible to everyone',
  unlisted: 'Visible to everyone, but not in the list of everyone’s tweets',
  followers: 'Visible to followers of the author',
}

export const policyNames: Record<Policy, string> = { everyone: 'Everyone', followers: 'Followers', mentioned: 'People it mentions', nobody: 'Only the author' }

/** After how many seconds a tweet may delete itself; 0 for never. */
export const LIFETIMES: readonly { seconds: number; name: string }[] = [
  { seconds: 0, name: 'Never' },
  { seconds: 3_600, name: '1 hour' },
  { seconds: 86_400, name: '1 day' },
  { seconds: 604_800, name: '7 days' },
  { seconds: 2_592_000, name: '30 days' },
  { seconds: 31_536_000, name: '1 year' },
]

/** The visibilities that a reply to `parent` may have: its own and the narrower ones. */
export const visibilitiesUnder = (parent: Tweet | null): readonly Visibility[] =>
  VISIBILITIES.slice(VISIBILITIES.indexOf(parent?.visibility ?? 'public'))

export const hasOptions = (options: TweetOptions): boolean => Object.keys(options).length > 0

export const isSameOptions = (a: TweetOptions, b: TweetOptions): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort())

/** Puts the pictures that were added since behind those that were sent. Of the other options, the later ones count. */
export function joinOptions(sent: TweetOptions, since: TweetOptions): TweetOptions {
  const { media_ids: added = [], ...others } = since
  const ids = [...new Set([...(sent.media_ids ?? []), ...(added ?? [])])]
  const { media_ids: _, ...before } = sent
  return { ...(hasOptions(others) ? others : before), ...(sent.media_ids === undefined && ids.length === 0 ? {} : { media_ids: ids }) }
}
