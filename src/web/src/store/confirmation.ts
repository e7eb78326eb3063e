import { nextTick, ref } from 'vue'

export type Confirmation = { title: string; text: string; yes: string; no: string }

/** What the reader is being asked; null when nothing. */
export const confirmation = ref<(Confirmation & { answer: (isYes: boolean) => void }) | null>(null)

/** Asks before what cannot be undone. Closing the dialog is a no. Answers once the dialog is gone and the focus is back. */
export function requestConfirmation(it: Confirmation): Promise<boolean> {
  return new Promise((resolve) => {
    confirmation.value = { ...it, answer: (isYes) => { confirmation.value = null; void nextTick(() => resolve(isYes)) } }
  })
}
