import { readonly, ref } from 'vue'

const query = matchMedia('(prefers-reduced-motion: reduce)')
const isReduced = ref(query.matches)
query.addEventListener('change', () => { isReduced.value = query.matches })

/** Whether the user asked the system for less motion. */
export const prefersReducedMotion = readonly(isReduced)
