import { nextTick, ref } from 'vue'

export type Question = { title: string; text: string; yes: string; no: string }

/** What the reader is being asked; null when nothing. */
export const question = ref<(Question & { answer: (isYes: boolean) => void }) | null>(null)

/** Asks before what cannot be undone. Closing the dialog is a no. Answers once the dialog is gone and the focus is back. */
export function ask(it: Question): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = { ...it, answer: (isYes) => { question.value = null; void nextTick(() => resolve(isYes)) } }
  })
}
