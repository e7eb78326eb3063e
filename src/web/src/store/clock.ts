import { ref } from 'vue'

/** The current time, updated often enough for relative times in minutes. */
export const now = ref(new Date())

setInterval(() => { now.value = new Date() }, 30_000)
