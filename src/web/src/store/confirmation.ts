import { nextTick, ref } from 'vue'

export type Confirmation = { title: string; text: string; yes: string; no: string }

/** The question being shown; null if there is none. */
export const confirmation = ref<(Confirmation & { answer: (isYes: boolean) => void }) | null>(null)

/** Asks before an action that cannot be undone. Closing the dialog means no. Resolves after the dialog is gone and the focus restored. */
export function requestConfirmation(it: Confirmation): Promise<boolean> {
  return new Promise((resolve) => {
    confirmation.value = { ...it, answer: (isYes) => { confirmation.value = null; void nextTick(() => resolve(isYes)) } }
  })
}
