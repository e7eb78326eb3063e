import { computed, nextTick, onBeforeUnmount, ref, type Ref } from 'vue'
import { completeTags, completeUsers } from '../api/completions'
import type { User } from '../api/types'
import { complete, tokenAt, type Token } from '../text/completion'

/** What the token may become. `text` replaces it, without its sign. */
export type Completion = { text: string; user?: User }

/** How long to wait for more typing, in milliseconds. */
const PAUSE = 150

/** Suggestions for the name or hashtag at the caret of a text area. Nothing is chosen until the user picks it. */
export function useCompletion(area: Readonly<Ref<HTMLTextAreaElement | null>>, write: (text: string) => void) {
  const items = ref<Completion[]>([])
  const active = ref(-1)
  const isOpen = computed(() => items.value.length > 0)
  const known = new Map<string, Completion[]>()
  let token: Token | null = null
  let timer = 0

  function close(): void {
    clearTimeout(timer)
    token = null
    items.value = []
    active.value = -1
  }

  /** Call it when the text or the caret has changed. */
  function update(): void {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = area.value ?? {}
    const next = selectionStart === selectionEnd ? tokenAt(value, selectionStart) : null
    if (next === null) return close()
    if (token !== null && token.kind === next.kind && token.prefix === next.prefix && token.start === next.start) return
    token = next
    clearTimeout(timer)
    timer = setTimeout(() => void load(next), PAUSE) as unknown as number
  }

  async function load(wanted: Token): Promise<void> {
    const key = `${wanted.kind} ${wanted.prefix.toLowerCase()}`
    try {
      const found = known.get(key) ?? (await find(wanted))
      known.set(key, found)
      if (token !== wanted) return
      items.value = found
      active.value = -1
    } catch {
      // Suggestions are optional.
      if (token === wanted) items.value = []
    }
  }

  async function choose({ text }: Completion): Promise<void> {
    if (token === null || area.value === null) return
    const completed = complete(area.value.value, token, text)
    close()
    write(completed.text)
    await nextTick()
    area.value.focus()
    area.value.setSelectionRange(completed.caret, completed.caret)
  }

  /** Handles the keys of the open list. A choice needs an arrow key first, so Enter still ends a line. */
  function onKey(event: KeyboardEvent): void {
    if (!isOpen.value || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const chosen = items.value[active.value]
    if (event.key === 'Escape') close()
    else if (step !== 0) active.value = (Math.max(active.value, step < 0 ? 0 : -1) + step + items.value.length) % items.value.length
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && chosen !== undefined) void choose(chosen)
    else return
    // An Escape that closes the list must not close the dialog.
    event.preventDefault()
    event.stopPropagation()
  }

  onBeforeUnmount(close)
  return { items, active, isOpen, update, close, choose, onKey }
}

const find = async ({ kind, prefix }: Token): Promise<Completion[]> =>
  kind === 'user'
    ? (await completeUsers(prefix)).map((user) => ({ text: user.username, user }))
    : (await completeTags(prefix)).map(({ name }) => ({ text: name }))
