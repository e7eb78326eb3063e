import { reactive } from 'vue'
import { asProblem } from '../api/problem'

export type Toast = { id: number; text: string; isProblem: boolean }

const TOAST_MS = 6000

export const toasts = reactive<Toast[]>([])

let last = 0

/** Shows a short message. */
export function showToast(text: string, isProblem = false): void {
  const id = ++last
  toasts.push({ id, text, isProblem })
  setTimeout(() => dismiss(id), TOAST_MS)
}

/** Shows what failed, and why. */
export const showErrorToast = (what: string, error: unknown): void => showToast(`${what} ${asProblem(error).message}`, true)

export function dismiss(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id)
  if (index >= 0) toasts.splice(index, 1)
}
