import { ref, type Ref } from 'vue'
import { asProblem, type Problem } from '../api/problem'
import { say } from '../store/toasts'

export type Submit = { isBusy: Ref<boolean>; problem: Ref<Problem | null>; run: () => Promise<void> }

/** Sends a form: busy meanwhile, a word when it is done, the problem to show when it is not. */
export function useSubmit(work: () => Promise<void>, done: string): Submit {
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
        say(done)
      } catch (error) {
        problem.value = asProblem(error)
      } finally {
        isBusy.value = false
      }
    },
  }
}
