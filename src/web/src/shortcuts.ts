import type { Router } from 'vue-router'
import { keyOf } from './keys'
import { compose, composition } from './store/compose'

export const shortcutHelp: [keys: string, what: string][] = [
  ['j', 'Next tweet'],
  ['k', 'Previous tweet'],
  ['Enter', 'Open tweet'],
  ['n', 'Write a tweet'],
  ['r', 'Reply'],
  ['l', 'Like'],
  ['t', 'Repost or quote'],
  ['.', 'Show new tweets'],
  ['g h', 'Home'],
  ['g e', 'Explore'],
  ['g i', 'Notifications'],
  ['g m', 'Messages'],
  ['g p', 'Your profile'],
  ['?', 'Show keyboard shortcuts'],
]

const places: Record<string, string> = { h: 'home', e: 'explore', i: 'inbox', m: 'messages', s: 'settings' }

/** Handles single-key shortcuts. Ignores keys while the user types, while a dialog is open, and with modifier keys. */
export function listenForShortcuts(router: Router, ownName: () => string | undefined, showHelp: () => void): () => void {
  let hasPrefix = false

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || isBusy(event.target as Element)) return
    // Enter activates the focused element, which is not always a tweet.
    const key = keyOf(event)
    if (key === 'Enter' && !(event.target as Element).matches('article')) return
    const name = ownName()
    if (name === undefined) return
    const hadPrefix = hasPrefix
    hasPrefix = key === 'g'
    if (hadPrefix) {
      const place = places[key]
      if (place !== undefined) void router.push({ name: place })
      else if (key === 'p') void router.push({ name: 'profile', params: { username: name } })
      return
    }
    const action = actions[key]
    if (action === undefined) return
    event.preventDefault()
    action()
  }

  const actions: Record<string, () => void> = {
    j: () => step(1),
    k: () => step(-1),
    n: () => compose({ kind: 'new' }),
    l: () => press('like'),
    r: () => press('reply'),
    t: () => press('repost'),
    '.': () => document.querySelector<HTMLElement>('[data-action="reveal"]')?.click(),
    '?': showHelp,
    Enter: () => {
      const id = current()?.dataset['tweet']
      if (id !== undefined) void router.push({ name: 'tweet', params: { id } })
    },
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

const isBusy = (target: Element): boolean =>
  composition.value !== null
  || document.querySelector('dialog[open]') !== null
  || target.closest('input, textarea, [role="menu"], [contenteditable]') !== null

const tweets = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('article[data-tweet]')]

const current = (): HTMLElement | undefined => document.activeElement?.closest<HTMLElement>('article[data-tweet]') ?? undefined

/** Moves from the focused tweet, or to the first visible tweet if none has the focus. */
function step(by: 1 | -1): void {
  const all = tweets()
  const here = current()
  const next = here === undefined ? all.find((tweet) => tweet.getBoundingClientRect().bottom > 80) : all[all.indexOf(here) + by]
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}

function press(action: string): void {
  current()?.querySelector<HTMLElement>(`[data-action="${action}"]`)?.click()
}
