import { ref, type Ref } from 'vue'
import { asProblem, type Problem } from '../api/problem'
import { showToast } from '../store/toasts'

export type Submit = { isBusy: Ref<boolean>; problem: Ref<Problem | null>; run: () => Promise<void> }

/**
 * Submits a form: `isBusy` while `work` runs, `problem` set when it fails.
 * @param done the message shown on success
 */
export function useSubmit(work: () => Promise<void>, done?: string): Submit {
  const isBusy = ref(false)
  const problem = ref<Problem | null>(null)
  return {
    isBusy,
    problem,
    async run() {
      isBusy.value = true
      problem.value = null
      try {
        await work()
        if (done !== undefined) showToast(done)
      } catch (error) {
        problem.value = asProblem(error)
      } finally {
        isBusy.value = false
      }
    },
  }
}
