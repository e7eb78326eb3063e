import { plural } from '../text/time'
import { sentenceFor, type FieldFault } from './faults'

/** Why a request failed, in words that tell the reader what to do. */
export class Problem extends Error {
  constructor(
    /** 0 when the server could not be reached. */
    readonly status: number,
    /** The server's machine word, such as `already_liked`. */
    readonly code: string,
    message: string,
    readonly faults: FieldFault[] = [],
  ) {
    super(message)
  }

  /** The server was not reached, or is not itself: the same request may succeed later. */
  get isOutage(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** What is wrong with a field of a form. */
  faultOf(field: string): string | undefined {
    const fault = this.faults.find(({ loc }) => loc.at(-1) === field)
    return fault === undefined ? undefined : sentenceFor(fault)
  }
}

export const unreachable = (): Problem =>
  new Problem(0, 'unreachable', 'Cannot reach the server. Check your connection and try again.')

/** Reads an answer that is no success. Whatever a proxy may have sent instead, there is a sentence. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const { detail, code } = (body ?? {}) as { detail?: unknown; code?: unknown }
  const word = typeof code === 'string' ? code : 'unknown'
  if (Array.isArray(detail)) {
    const faults = detail as FieldFault[]
    return new Problem(response.status, word, faults.map(sentenceFor).join(' '), faults)
  }
  return new Problem(response.status, word, sentence(response, word, typeof detail === 'string' ? detail : undefined))
}

function sentence(response: Response, code: string, detail: string | undefined): string {
  if (response.status === 429) {
    const seconds = Number(response.headers.get('Retry-After'))
    return seconds > 0 ? `Too many requests. Try again in ${wait(seconds)}.` : 'Too many requests. Try again in a moment.'
  }
  if (response.status >= 500) return 'Something went wrong on the server. Try again in a moment.'
  return wordsFor[code] ?? (detail === undefined ? 'The server rejected the request.' : `${detail}.`)
}

// Where what helps is not what the server says to programs.
const wordsFor: Record<string, string> = {
  username_taken: 'This username is taken. Try another.',
  email_taken: 'An account with this email address already exists.',
}

const wait = (seconds: number): string =>
  seconds < 90 ? plural(Math.ceil(seconds), 'second') : plural(Math.ceil(seconds / 60), 'minute')

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(-1, 'bug', 'Something went wrong. Reload the page and try again.')
