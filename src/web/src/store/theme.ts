import { ref, watch } from 'vue'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'linnet.theme'

export const theme = ref<Theme>(THEMES.find((it) => it === localStorage.getItem(KEY)) ?? 'auto')

/** Draws in the reader's colours now, and again whenever the choice changes. */
export function applyTheme(): void {
  watch(theme, (choice) => {
    if (choice === 'auto') {
      delete document.documentElement.dataset['theme']
      localStorage.removeItem(KEY)
    } else {
      document.documentElement.dataset['theme'] = choice
      localStorage.setItem(KEY, choice)
    }
  }, { immediate: true })
}
