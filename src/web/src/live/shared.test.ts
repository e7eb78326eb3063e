import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from './messages'
import { SharedConnection } from './shared'

/** State shared by all tabs of a browser. */
const world = { sockets: [] as FakeSocket[], channels: [] as FakeChannel[] }

class FakeSocket {
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  isClosed = false

  constructor() { world.sockets.push(this) }

  deliver(type: string, data: object = {}): void { this.onmessage?.({ data: JSON.stringify({ type, data, timestamp: '' }) }) }
  send(): void {}
  close(): void { this.isClosed = true }
}

class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null
  private isClosed = false

  constructor(readonly name: string) { world.channels.push(this) }

  postMessage(data: unknown): void {
    if (this.isClosed) throw new Error('InvalidStateError')
    for (const other of world.channels)
      if (other !== this && other.name === this.name) void Promise.resolve().then(() => other.onmessage?.({ data }))
  }

  close(): void {
    this.isClosed = true
    this.onmessage = null
  }
}

type Tab = { shared: SharedConnection; received: Message['type'][]; changes: [isOpen: boolean, isChange: boolean][] }

function openTab(): Tab {
  const tab = { received: [], changes: [] } as unknown as Tab
  tab.shared = new SharedConnection(1, {
    ticket: async () => 'once',
    since: () => null,
    receive: (message) => tab.received.push(message.type),
    change: (isOpen, _, isChange) => tab.changes.push([isOpen, isChange]),
    refused: () => undefined,
  })
  return tab
}

const settle = (ms = 1000): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
const open = (): FakeSocket[] => world.sockets.filter((it) => !it.isClosed)

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(world, { sockets: [], channels: [] })
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('BroadcastChannel', FakeChannel)
  // Plain http: no locks between tabs.
  vi.stubGlobal('navigator', {})
  vi.stubGlobal('location', new URL('http://linnet.example/'))
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('three tabs opened at once share one socket, and all receive its messages', async () => {
  const tabs = [openTab(), openTab(), openTab()]
  await settle()
  expect(open()).toHaveLength(1)
  open()[0]!.deliver('connection_established', { user_id: 1 })
  open()[0]!.deliver('tweet_deleted', { tweet_id: 3 })
  await settle()
  for (const tab of tabs) expect(tab.received).toContain('tweet_deleted')
})

test('a tab opened later gets the current state without a change', async () => {
  openTab()
  await settle()
  open()[0]!.deliver('connection_established', { user_id: 1 })
  const late = openTab()
  await settle()
  expect(open()).toHaveLength(1)
  expect(late.changes).toEqual([[true, false]])
})

test('when the tab with the socket closes, another takes over and all are notified of the change', async () => {
  const first = openTab()
  await settle()
  const others = [openTab(), openTab()]
  open()[0]!.deliver('connection_established', { user_id: 1 })
  await settle()
  first.shared.close()
  await settle(10_000)
  expect(open()).toHaveLength(1)
  open()[0]!.deliver('connection_established', { user_id: 1 })
  await settle()
  for (const tab of others) expect(tab.changes.at(-1)).toEqual([true, true])
})

test('a closed tab receives and sends nothing', async () => {
  const tab = openTab()
  await settle()
  const socket = open()[0]!
  socket.deliver('connection_established', { user_id: 1 })
  tab.shared.close()
  socket.onclose?.({ code: 1000, reason: '' })
  await settle()
  expect(tab.changes).toEqual([[true, true]])
})

test('with Web Locks, the tab that holds the lock holds the socket', async () => {
  const waiting: (() => unknown)[] = []
  vi.stubGlobal('navigator', { locks: { request: async (_: string, __: object, work: () => unknown) => void waiting.push(work) } })
  openTab()
  openTab()
  await settle()
  expect(open()).toHaveLength(0)
  void waiting[1]!()
  await settle()
  expect(open()).toHaveLength(1)
})
