import { ref, watch } from 'vue'
import { device } from './device'
import { onTabEvent, broadcast } from './tabs'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'linnet.theme'

export const theme = ref<Theme>(THEMES.find((it) => it === device.read(KEY)) ?? 'auto')

/** The reader's choice, for every tab. */
export function chooseTheme(choice: Theme): void {
  theme.value = choice
  broadcast('theme', choice)
}

/** Draws in the reader's colours now, and again whenever the choice changes. */
export function applyTheme(): void {
  onTabEvent('theme', (choice) => { theme.value = choice })
  watch(theme, (choice) => {
    if (choice === 'auto') {
      delete document.documentElement.dataset['theme']
      device.drop(KEY)
    } else {
      document.documentElement.dataset['theme'] = choice
      device.write(KEY, choice)
    }
  }, { immediate: true })
}
