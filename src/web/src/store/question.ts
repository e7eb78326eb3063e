import { ref } from 'vue'

export type Question = { title: string; text: string; yes: string }

/** What the reader is being asked; null when nothing. */
export const question = ref<(Question & { answer: (isYes: boolean) => void }) | null>(null)

/** Asks before what cannot be undone. Closing the dialog is a no. */
export function ask(it: Question): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = { ...it, answer: (isYes) => { question.value = null; resolve(isYes) } }
  })
}
