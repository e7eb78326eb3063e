import { ref, watch } from 'vue'
import { device } from './device'
import { onTabEvent, broadcast } from './tabs'

export const THEMES = ['auto', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'linnet.theme'

export const theme = ref<Theme>(THEMES.find((it) => it === device.read(KEY)) ?? 'auto')

/** Sets the theme in all tabs. */
export function chooseTheme(choice: Theme): void {
  theme.value = choice
  broadcast('theme', choice)
}

/** Applies the theme now and after each change. */
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
