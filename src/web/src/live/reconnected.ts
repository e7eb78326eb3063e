import { ref, watch } from 'vue'
import type { Problem } from '../api/problem'

/** The number of reconnections to the server. */
export const reconnected = ref(0)

/** Retries after each reconnection if the problem was an outage. Lives as long as the component. */
export function retryOnReconnection(problem: () => Problem | null | undefined, retry: () => unknown): void {
  watch(reconnected, () => { if (problem()?.isOutage === true) retry() })
}
