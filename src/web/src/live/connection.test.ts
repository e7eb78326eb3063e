import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Connection, type Callbacks } from './connection'

class FakeSocket {
  static all: FakeSocket[] = []
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  sent: string[] = []

  constructor(readonly url: URL) {
    FakeSocket.all.push(this)
  }

  greet(): void {
    this.onmessage?.({ data: '{"type":"connection_established","data":{"user_id":1},"timestamp":""}' })
  }

  send(text: string): void { this.sent.push(text) }
  close(): void {}
}

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
const LOST = { code: 1006, reason: '' }
const last = (): FakeSocket => FakeSocket.all.at(-1)!

let since: number | null = null
let changes: boolean[] = []

function connect(rest: Partial<Callbacks> = {}): Connection {
  return new Connection({ ticket: async () => 'once', since: () => since, receive: () => {}, change: (isOpen) => changes.push(isOpen), refused: () => {}, ...rest })
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.stubGlobal('location', new URL('https://linnet.example/inbox'))
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  FakeSocket.all = []
  changes = []
  since = null
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('each socket is opened with its own ticket', async () => {
  let number = 0
  connect({ ticket: async () => `ticket${++number}` })
  await settle()
  expect(last().url.href).toBe('wss://linnet.example/ws/notifications?ticket=ticket1')
  last().onclose?.(LOST)
  await settle(500)
  expect(last().url.searchParams.get('ticket')).toBe('ticket2')
})

test('it reconnects automatically and requests what came after the last notification', async () => {
  connect()
  await settle()
  last().greet()
  since = 41
  last().onclose?.(LOST)
  await settle(500)
  expect(last().url.searchParams.get('since')).toBe('41')
  last().greet()
  expect(changes).toEqual([true, false, true])
})

test('retries slow down when the server keeps closing the connection', async () => {
  connect()
  await settle()
  for (let round = 0; round < 6; round++) {
    last().greet()
    last().onclose?.(LOST)
    await settle(30_000)
  }
  const before = FakeSocket.all.length
  last().greet()
  last().onclose?.(LOST)
  await settle(10_000)
  expect(FakeSocket.all.length).toBe(before)
})

test('an unanswered ping closes a silent socket', async () => {
  connect()
  await settle()
  const first = last()
  first.greet()
  await settle(25_000)
  expect(first.sent).toEqual(['{"type":"ping"}'])
  await settle(10_000)
  expect(changes).toEqual([true, false])
  await settle(1000)
  expect(last()).not.toBe(first)
})

test('it does not connect after the session has ended', async () => {
  connect({ ticket: async () => null })
  await settle(60_000)
  expect(FakeSocket.all).toEqual([])
})

test('it retries after failing to get a ticket', async () => {
  const ticket = vi.fn().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('secret')
  connect({ ticket })
  await settle(1000)
  expect(FakeSocket.all).toHaveLength(1)
})

test('it does not reconnect after close()', async () => {
  const connection = connect()
  await settle()
  last().greet()
  connection.close()
  last().onclose?.(LOST)
  await settle(60_000)
  expect(FakeSocket.all).toHaveLength(1)
})

test('a connection replaced by a newer one reconnects only on request', async () => {
  const replaced: boolean[] = []
  const connection = connect({ change: (_, isReplaced) => replaced.push(isReplaced) })
  await settle()
  last().greet()
  last().onclose?.({ code: 1008, reason: 'replaced by a newer connection' })
  await settle(600_000)
  expect(FakeSocket.all).toHaveLength(1)
  expect(replaced).toEqual([false, true])
  connection.connectNow(true)
  await settle()
  expect(FakeSocket.all).toHaveLength(2)
})

test('a rejected socket checks the session', async () => {
  const refused = vi.fn()
  connect({ refused })
  await settle()
  last().onclose?.(LOST)
  expect(refused).toHaveBeenCalledTimes(1)
  await settle(1000)
  last().greet()
  last().onclose?.(LOST)
  expect(refused).toHaveBeenCalledTimes(1)
  await settle(2000)
  last().greet()
  last().onclose?.({ code: 1008, reason: 'the session has ended' })
  expect(refused).toHaveBeenCalledTimes(2)
})
