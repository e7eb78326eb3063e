import { ref, watchEffect } from 'vue'
import { inbox } from './inbox'

/** What the screen is called, without what stands around it in the window's title. */
export const screenTitle = ref<string | null>(null)

/** Keeps the window's title: what waits, where one is, and whose page it is. */
export function syncTitle(): void {
  watchEffect(() => {
    const unread = inbox.unread === 0 ? '' : `(${inbox.unread > 99 ? '99+' : inbox.unread}) `
    document.title = unread + (screenTitle.value === null ? 'Linnet' : `${screenTitle.value} · Linnet`)
  })
}
