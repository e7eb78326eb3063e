import { plural } from '../text/time'
import { messageFor, type FieldError } from './field-errors'

/** A failed request. The message is written for users. */
export class Problem extends Error {
  constructor(
    /** 0 when the server could not be reached. */
    readonly status: number,
    /** The server's error code, such as `already_liked`. */
    readonly code: string,
    message: string,
    readonly fieldErrors: FieldError[] = [],
    private readonly index?: number,
    /** After how many seconds the server accepts another try. */
    readonly retryAfter?: number,
  ) {
    super(message)
  }

  /** An outage or a rate limit: the same request may succeed later. */
  get isOutage(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** Which tweet of a thread the server rejected, from 0. */
  get tweetIndex(): number | undefined {
    const place = this.fieldErrors.find(({ loc }) => loc[1] === 'tweets')?.loc[2]
    return typeof place === 'number' ? place : this.index
  }

  /** The message for a form field. */
  fieldError(field: string): string | undefined {
    const error = this.fieldErrors.find(({ loc }) => loc.at(-1) === field)
    return error === undefined ? undefined : messageFor(error)
  }
}

export const unreachable = (): Problem =>
  new Problem(0, 'unreachable', 'Cannot reach the server. Check your connection and try again.')

/** Reads an error response. Also returns a message for responses that a proxy sent. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const { detail, code, index } = (body ?? {}) as { detail?: unknown; code?: unknown; index?: unknown }
  const errorCode = typeof code === 'string' ? code : 'unknown'
  if (Array.isArray(detail)) {
    const fieldErrors = detail as FieldError[]
    return new Problem(response.status, errorCode, fieldErrors.map(messageFor).join(' '), fieldErrors)
  }
  const message = messageOf(response, errorCode, typeof detail === 'string' ? detail : undefined)
  const seconds = Number(response.headers.get('Retry-After'))
  return new Problem(response.status, errorCode, message, [], typeof index === 'number' ? index : undefined, seconds > 0 ? seconds : undefined)
}

function messageOf(response: Response, code: string, detail: string | undefined): string {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('Retry-After'))
    return seconds > 0 ? `Too many requests. Try again in ${wait(seconds)}.` : 'Too many requests. Try again in a moment.'
  }
  if (response.status >= 500) return 'Something went wrong on the server. Try again in a moment.'
  return messages[code] ?? (detail === undefined ? 'The server rejected the request.' : `${detail}.`)
}

// Errors for which the server's `detail` does not help users.
const messages: Record<string, string> = {
  username_taken: 'This username is taken. Try another.',
  email_taken: 'An account with this email address already exists.',
}

const wait = (seconds: number): string =>
  seconds < 90 ? plural(Math.ceil(seconds), 'second') : plural(Math.ceil(seconds / 60), 'minute')

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(-1, 'bug', 'Something went wrong. Reload the page and try again.')
