import { beforeEach, expect, test, vi } from 'vitest'
import { discard, dropDrafts, forgetDrafts, giveBack, hasDraft, send, settle, textOf, write } from './drafts'

vi.mock('../session/session', () => ({ session: { me: { id: 7 } } }))

let stored: Record<string, string>

/** As after a reload: what the page remembers is gone, what the device keeps is there. */
const reload = (): void => forgetDrafts()

beforeEach(() => {
  stored = {}
  vi.stubGlobal('localStorage', new Proxy(stored, {
    get: (kept, name: string) => ({
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => { kept[key] = value },
      removeItem: (key: string) => { delete kept[key] },
    })[name],
  }))
  forgetDrafts()
})

test('what was written is there after a reload, each in its place', () => {
  write('new', 'Half of it')
  write('reply:3', 'An answer')
  reload()
  expect([textOf('new'), textOf('reply:3'), textOf('reply:4')]).toEqual(['Half of it', 'An answer', ''])
})

test('an edit that changes nothing is no draft', () => {
  write('edit:3', 'As it was', 'As it was')
  expect(hasDraft('edit:3')).toBe(false)
  expect(textOf('edit:3', 'As it was')).toBe('As it was')
  expect(stored).toEqual({})
})

test('the same words under way have the same key until they are answered, also after a reload', () => {
  const { key } = send('new', 'Once')
  expect(textOf('new')).toBe('')
  reload()
  expect(textOf('new')).toBe('Once')
  const again = send('new', 'Once')
  expect(again.key).toBe(key)
  settle('new', again)
  expect(stored).toEqual({})
  expect(send('new', 'Once').key).not.toBe(key)
})

test('other words have another key', () => {
  const first = send('new', 'Once')
  giveBack('new', first, true)
  expect(send('new', 'Once more').key).not.toBe(first.key)
})

test('words that were refused come back, before what was written since, under a new key', () => {
  const sent = send('new', 'Too much')
  write('new', 'Written meanwhile')
  giveBack('new', sent, false)
  expect(textOf('new')).toBe('Too much\n\nWritten meanwhile')
  giveBack('new', send('new', 'Too much'), false)
  expect(send('new', 'Too much').key).not.toBe(sent.key)
})

test('twenty drafts are kept, the oldest goes', () => {
  vi.useFakeTimers()
  for (let id = 0; id < 21; id++) {
    vi.setSystemTime(id * 1000)
    write(`reply:${id}`, 'x')
  }
  vi.useRealTimers()
  reload()
  expect([textOf('reply:0'), textOf('reply:1')]).toEqual(['', 'x'])
})

test('who leaves on purpose leaves nothing behind, and one draft goes alone', () => {
  write('new', 'x')
  write('reply:1', 'y')
  discard('new')
  reload()
  expect([textOf('new'), textOf('reply:1')]).toEqual(['', 'y'])
  dropDrafts()
  expect(stored).toEqual({})
})

test('a browser that keeps nothing loses drafts with the page and not before', () => {
  vi.stubGlobal('localStorage', undefined)
  write('new', 'x')
  expect(textOf('new')).toBe('x')
  expect(send('new', 'x').key).toMatch(/^[0-9a-f]{32}$/)
})
