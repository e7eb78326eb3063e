import { ref, watchEffect } from 'vue'
import { inbox } from './inbox'

/** The title of the screen, without the unread count and the product name. */
export const screenTitle = ref<string | null>(null)

/** Keeps the window title up to date: unread count, screen, product name. */
export function syncTitle(): void {
  watchEffect(() => {
    const unread = inbox.unread === 0 ? '' : `(${inbox.unread > 99 ? '99+' : inbox.unread}) `
    document.title = unread + (screenTitle.value === null ? 'Linnet' : `${screenTitle.value} · Linnet`)
  })
}
