import { delayBefore } from './back-off'
import { readMessage, type Message } from './messages'

export type Callbacks = {
  /** What opens one socket; null when the session has ended. */
  ticket(): Promise<string | null>
  /** The newest notification that has arrived: what came after it is sent again. */
  since(): number | null
  receive(message: Message): void
  /**
   * `isOpen` once the server has greeted. `isReplaced` when it gave this one's place to a newer connection: taking the place
   * back would be answered in kind, for ever, so that waits for the reader.
   */
  change(isOpen: boolean, isReplaced: boolean): void
  /** The server let the token in no longer, or did not say why it closed: is the session still there? */
  refused(): void
}

const PING_MS = 25_000
const PONG_TIMEOUT_MS = 10_000
// A socket that is closed sooner was not welcome (there are too many, say), and the next one is not put off less.
const STABLE_MS = 10_000
// As the server words it: nothing else tells this 1008 from the others.
const REPLACED = 'replaced'

/** A socket that comes back by itself until it is closed here. */
export class Connection {
  private socket: WebSocket | null = null
  private attempt = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private heartbeat: ReturnType<typeof setTimeout> | undefined
  private shouldConnect = true
  private isOpening = false
  private openedAt = Infinity

  constructor(private readonly callbacks: Callbacks) {
    addEventListener('online', this.connectNow)
    document.addEventListener('visibilitychange', this.connectNow)
    void this.open()
  }

  close(): void {
    this.shouldConnect = false
    removeEventListener('online', this.connectNow)
    document.removeEventListener('visibilitychange', this.connectNow)
    clearTimeout(this.timer)
    clearTimeout(this.heartbeat)
    this.socket?.close(1000)
  }

  /** Tries now instead of later. */
  readonly connectNow = (isUrgent: unknown = false): void => {
    if (!this.shouldConnect || this.socket !== null || this.isOpening) return
    if (isUrgent !== true && document.visibilityState === 'hidden') return
    clearTimeout(this.timer)
    void this.open()
  }

  private async open(): Promise<void> {
    this.isOpening = true
    const ticket = await this.callbacks.ticket().catch(() => undefined)
    this.isOpening = false
    if (!this.shouldConnect || ticket === null) return
    if (ticket === undefined) return this.retry()
    const since = this.callbacks.since()
    const url = new URL('/ws/notifications', location.href)
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    if (since !== null) url.searchParams.set('since', String(since))
    url.searchParams.set('ticket', ticket)
    const socket = new WebSocket(url)
    this.socket = socket
    socket.onmessage = ({ data }) => this.receive(data as string)
    socket.onclose = (event) => { if (this.socket === socket) this.handleClose(event) }
  }

  private receive(text: string): void {
    this.resetHeartbeat()
    const message = readMessage(text)
    if (message === null || message.type === 'pong') return
    if (message.type === 'connection_established') {
      this.openedAt = Date.now()
      this.callbacks.change(true, false)
    }
    this.callbacks.receive(message)
  }

  /** A network can go away without a word: after a silence the server is asked whether it is there. */
  private resetHeartbeat(): void {
    clearTimeout(this.heartbeat)
    this.heartbeat = setTimeout(() => {
      this.socket?.send('{"type":"ping"}')
      this.heartbeat = setTimeout(() => this.abandon(), PONG_TIMEOUT_MS)
    }, PING_MS)
  }

  /** Closing a dead socket waits for an answer that cannot come, so it is left to itself. */
  private abandon(): void {
    const dead = this.socket
    this.handleClose()
    dead?.close()
  }

  private handleClose(end?: Pick<CloseEvent, 'code' | 'reason'>): void {
    this.socket = null
    clearTimeout(this.heartbeat)
    if (!this.shouldConnect) return
    const wasOpen = this.openedAt !== Infinity
    if (Date.now() - this.openedAt > STABLE_MS) this.attempt = 0
    this.openedAt = Infinity
    const isReplaced = end?.code === 1008 && end.reason.startsWith(REPLACED)
    this.callbacks.change(false, isReplaced)
    if (isReplaced) return
    if (!wasOpen || end?.code === 1008) this.callbacks.refused()
    this.retry()
  }

  private retry(): void {
    if (this.shouldConnect) this.timer = setTimeout(() => void this.open(), delayBefore(this.attempt++))
  }
}
