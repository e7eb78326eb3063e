import { ref } from 'vue'
import type { User } from '../api/types'

/** Whom the message in the new-message dialog goes to; null while the dialog is closed. */
export const recipients = ref<User[] | null>(null)
