import { openChannel } from '../browser/storage'
import { Connection, type Callbacks } from './connection'
import { electLeader } from './leader'
import type { Message } from './messages'

/** What the tab that holds the socket tells the others, and what they ask of it. */
type Relay =
  | { kind: 'message'; message: Message }
  | { kind: 'state'; isOpen: boolean; isReplaced: boolean }
  /** The same, as an answer: nothing has happened. */
  | { kind: 'still'; isOpen: boolean; isReplaced: boolean }
  | { kind: 'hello' }
  | { kind: 'hurry' }

export type SharedCallbacks = Omit<Callbacks, 'change'> & {
  /** `isNews` is false where a tab only learns how it stands. */
  change(isOpen: boolean, isReplaced: boolean, isNews: boolean): void
}

/** One socket for all tabs of this browser: an account has a few, and a window each would spend them. */
export class SharedConnection {
  private readonly channel: BroadcastChannel | null
  private readonly resign: () => void
  private connection: Connection | null = null
  private isOpen = false
  private isReplaced = false

  constructor(userId: number, private readonly callbacks: SharedCallbacks) {
    const name = `linnet-live-${userId}`
    this.channel = openChannel(name)
    if (this.channel !== null) this.channel.onmessage = ({ data }: MessageEvent<Relay>) => this.hear(data)
    this.tell({ kind: 'hello' })
    this.resign = electLeader(`${name}-leader`, () => this.lead())
    document.addEventListener('visibilitychange', this.wake)
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.wake)
    this.connection?.close()
    this.resign()
    this.channel?.close()
  }

  /** Tries now instead of later, whichever tab holds the socket. */
  hurry(): void {
    if (this.connection !== null) this.connection.hurry(true)
    else this.tell({ kind: 'hurry' })
  }

  /** The tab with the socket may lie in the background, where it would take its time. */
  private readonly wake = (): void => {
    if (document.visibilityState === 'visible' && this.connection === null && !this.isOpen) this.tell({ kind: 'hurry' })
  }

  private lead(): void {
    this.connection = new Connection({
      ...this.callbacks,
      receive: (message) => {
        this.tell({ kind: 'message', message })
        this.callbacks.receive(message)
      },
      change: (isOpen, isReplaced) => {
        this.note(isOpen, isReplaced, true)
        this.tell({ kind: 'state', isOpen, isReplaced })
      },
    })
  }

  private hear(relay: Relay): void {
    switch (relay.kind) {
      case 'message':
        return this.callbacks.receive(relay.message)
      case 'state':
      case 'still':
        return this.note(relay.isOpen, relay.isReplaced, relay.kind === 'state')
      case 'hello':
        if (this.connection !== null) this.tell({ kind: 'still', isOpen: this.isOpen, isReplaced: this.isReplaced })
        return
      case 'hurry':
        this.connection?.hurry(true)
    }
  }

  private note(isOpen: boolean, isReplaced: boolean, isNews: boolean): void {
    this.isOpen = isOpen
    this.isReplaced = isReplaced
    this.callbacks.change(isOpen, isReplaced, isNews)
  }

  private tell(relay: Relay): void {
    this.channel?.postMessage(relay)
  }
}
