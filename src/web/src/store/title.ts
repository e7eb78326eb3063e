import { ref, watchEffect } from 'vue'
import { unreadMessages } from './conversations'
import { inbox } from './inbox'

/** The title of the screen, without the unread count and the product name. */
export const screenTitle = ref<string | null>(null)

/** A count as a badge shows it. */
export const badgeText = (count: number): string => (count > 99 ? '99+' : String(count))

/** Keeps the window title up to date: unread count, screen, product name. */
export function syncTitle(): void {
  watchEffect(() => {
    const count = inbox.unread + unreadMessages.count
    const unread = count === 0 ? '' : `(${badgeText(count)}) `
    document.title = unread + (screenTitle.value === null ? 'Linnet' : `${screenTitle.value} · Linnet`)
  })
}
