const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' })
const month = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric' })

/** A short relative time for lists: `now`, `12m`, `5h`, `3 May`, `3 May 2024`. */
export function shortTime(iso: string, now: Date): string {
  const then = new Date(iso)
  const minutes = Math.floor((now.getTime() - then.getTime()) / 60_000)
  if (minutes < 1) return 'now'
  if (minutes < 60) return `${minutes}m`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}h`
  return (then.getFullYear() === now.getFullYear() ? day : dayAndYear).format(then)
}

export const fullTime = (iso: string): string => full.format(new Date(iso))

const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

/** The day in the viewer's time zone, with its weekday. */
export const dayOf = (iso: string): string => weekday.format(new Date(iso))

/** The time of day. */
export const clockOf = (iso: string): string => clock.format(new Date(iso))

export const monthOf = (iso: string): string => month.format(new Date(iso))

const exact = new Intl.NumberFormat()
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })

/** A short count for buttons: `999`, `12.3K`. */
export const shortCount = (count: number): string => (count < 10_000 ? exact : compact).format(count)

const UNITS: readonly [seconds: number, name: string][] = [[86_400, 'day'], [3_600, 'hour'], [60, 'minute']]

/** The time from `now` until a moment in its largest unit: `2 days`, `5 minutes`; null for less than a minute. */
export function timeTo(iso: string, now: Date): string | null {
  const seconds = (Date.parse(iso) - now.getTime()) / 1000
  for (const [length, name] of UNITS) if (seconds >= length) return plural(Math.floor(seconds / length), name)
  return null
}

/** `in 2 days`, `in less than a minute`. */
export const timeUntil = (iso: string, now: Date): string => `in ${timeTo(iso, now) ?? 'less than a minute'}`

/** `1 like`, `2 likes`. */
export const plural = (count: number, one: string, many = `${one}s`): string => `${exact.format(count)} ${count === 1 ? one : many}`
