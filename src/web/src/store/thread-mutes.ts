import { muteThread } from '../api/thread-mutes'
import type { Tweet } from '../api/types'
import { broadcast, onTabEvent } from './tabs'
import { showErrorToast, showToast } from './toasts'
import { tweetsOfThread } from './tweets'

/** Mutes the thread of a tweet, or unmutes it. */
export async function toggleThreadMute({ id, conversation_id: thread, is_thread_muted: wasMuted }: Tweet): Promise<void> {
  try {
    const { is_thread_muted: isMuted } = await muteThread(id, wasMuted !== true)
    const change = { thread: thread ?? id, isMuted }
    receive(change)
    broadcast('threadMuted', change)
    showToast(isMuted ? 'This thread does not notify you any more.' : 'This thread notifies you again.')
  } catch (error) {
    showErrorToast('Could not change this thread.', error)
  }
}

function receive({ thread, isMuted }: { thread: number; isMuted: boolean }): void {
  for (const tweet of tweetsOfThread(thread)) tweet.is_thread_muted = isMuted
}

onTabEvent('threadMuted', receive)
