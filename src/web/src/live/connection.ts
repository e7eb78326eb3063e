import { delayBefore } from './back-off'
import { readMessage, type Message } from './messages'

export type Callbacks = {
  /** Returns a ticket that opens one socket; null if the session has ended. */
  ticket(): Promise<string | null>
  /** The id of the newest notification received. The server resends the ones after it. */
  since(): number | null
  receive(message: Message): void
  /**
   * `isOpen` is true after the server's first message. `isReplaced` is true if the server closed this connection for a newer
   * one. Two connections would keep replacing each other, so reconnecting waits for the user.
   */
  change(isOpen: boolean, isReplaced: boolean): void
  /** The socket was closed before it opened, or with code 1008: the session may have ended. */
  refused(): void
}

const PING_MS = 25_000
const PONG_TIMEOUT_MS = 10_000
// A socket that closes sooner was probably rejected (too many connections, say) and does not reset the back-off.
const STABLE_MS = 10_000
// The start of the server's reason, which distinguishes this 1008 from others.
const REPLACED = 'replaced'

/** A socket that reconnects automatically until `close` is called. */
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

  /** Skips the current delay. */
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

  /** Detects a network that failed silently: sends a ping after a time without messages. */
  private resetHeartbeat(): void {
    clearTimeout(this.heartbeat)
    this.heartbeat = setTimeout(() => {
      this.socket?.send('{"type":"ping"}')
      this.heartbeat = setTimeout(() => this.abandon(), PONG_TIMEOUT_MS)
    }, PING_MS)
  }

  /** Does not wait for the close handshake, which a dead socket cannot complete. */
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
