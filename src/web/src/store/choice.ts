import { nextTick, ref } from 'vue'

export type Choice = {
  title: string
  text?: string
  options: { value: string; text: string }[]
  chosen: string
  /** The text of a check box, which is checked at first. */
  check?: string
  yes: string
}

export type ChoiceAnswer = { value: string; isChecked: boolean }

/** The choice being shown; null if there is none. */
export const choice = ref<(Choice & { answer: (it: ChoiceAnswer | null) => void }) | null>(null)

/** Asks the user to choose one of several options. Resolves with null if the dialog is closed, after it is gone and the focus restored. */
export function requestChoice(it: Choice): Promise<ChoiceAnswer | null> {
  return new Promise((resolve) => {
    choice.value = { ...it, answer: (chosen) => { choice.value = null; void nextTick(() => resolve(chosen)) } }
  })
}
