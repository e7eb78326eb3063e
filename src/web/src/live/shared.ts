import { openChannel } from '../browser/storage'
import { Connection, type Callbacks } from './connection'
import { electLeader } from './leader'
import type { Message } from './messages'

/** Messages between the tab that holds the socket and the others. */
type Relay =
  | { kind: 'message'; message: Message }
  | { kind: 'state'; isOpen: boolean; isReplaced: boolean }
  /** The state in reply to `hello`: nothing has changed. */
  | { kind: 'still'; isOpen: boolean; isReplaced: boolean }
  | { kind: 'hello' }
  | { kind: 'hurry' }

export type SharedCallbacks = Omit<Callbacks, 'change'> & {
  /** `isChange` is false if a new tab only receives the current state. */
  change(isOpen: boolean, isReplaced: boolean, isChange: boolean): void
}

/** One socket for all tabs of this browser, because the server limits the connections of an account. */
export class SharedConnection {
  private readonly channel: BroadcastChannel | null
  private readonly resign: () => void
  private connection: Connection | null = null
  private isOpen = false
  private isReplaced = false

  constructor(userId: number, private readonly callbacks: SharedCallbacks) {
    const name = `linnet-live-${userId}`
    this.channel = openChannel(name)
    if (this.channel !== null) this.channel.onmessage = ({ data }: MessageEvent<Relay>) => this.handle(data)
    this.broadcast({ kind: 'hello' })
    this.resign = electLeader(`${name}-leader`, () => this.lead())
    document.addEventListener('visibilitychange', this.wake)
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.wake)
    this.connection?.close()
    this.resign()
    this.channel?.close()
  }

  /** Skips the current delay, also if another tab holds the socket. */
  connectNow(): void {
    if (this.connection !== null) this.connection.connectNow(true)
    else this.broadcast({ kind: 'hurry' })
  }

  /** The tab with the socket may be in the background, where its timers are throttled. */
  private readonly wake = (): void => {
    if (document.visibilityState === 'visible' && this.connection === null && !this.isOpen) this.broadcast({ kind: 'hurry' })
  }

  private lead(): void {
    this.connection = new Connection({
      ...this.callbacks,
      receive: (message) => {
        this.broadcast({ kind: 'message', message })
        this.callbacks.receive(message)
      },
      change: (isOpen, isReplaced) => {
        this.update(isOpen, isReplaced, true)
        this.broadcast({ kind: 'state', isOpen, isReplaced })
      },
    })
  }

  private handle(relay: Relay): void {
    switch (relay.kind) {
      case 'message':
        return this.callbacks.receive(relay.message)
      case 'state':
      case 'still':
        return this.update(relay.isOpen, relay.isReplaced, relay.kind === 'state')
      case 'hello':
        if (this.connection !== null) this.broadcast({ kind: 'still', isOpen: this.isOpen, isReplaced: this.isReplaced })
        return
      case 'hurry':
        this.connection?.connectNow(true)
    }
  }

  private update(isOpen: boolean, isReplaced: boolean, isChange: boolean): void {
    this.isOpen = isOpen
    this.isReplaced = isReplaced
    this.callbacks.change(isOpen, isReplaced, isChange)
  }

  private broadcast(relay: Relay): void {
    this.channel?.postMessage(relay)
  }
}
