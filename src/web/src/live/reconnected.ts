import { ref, watch } from 'vue'
import type { Problem } from '../api/problem'

/** How often the way to the server has come back. */
export const reconnected = ref(0)

/** Does again what failed for want of the server, each time the server is back. For the life of a component. */
export function retryOnReconnection(problem: () => Problem | null | undefined, retry: () => unknown): void {
  watch(reconnected, () => { if (problem()?.isOutage === true) retry() })
}
