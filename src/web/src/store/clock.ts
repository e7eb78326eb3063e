import { ref } from 'vue'

/** The time of day, often enough for "3m ago" to be true. */
export const now = ref(new Date())

setInterval(() => { now.value = new Date() }, 30_000)
