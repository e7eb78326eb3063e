import { beforeEach, expect, test, vi } from 'vitest'
import { deleteDrafts, discardDraft, clearDrafts, finishSending, hasDraft, restoreDraft, startSending, draftText, updateDraft } from './drafts'

vi.mock('../session/session', () => ({ session: { me: { id: 7 } } }))

let stored: Record<string, string>

/** As after a reload: what the page remembers is gone, what the device keeps is there. */
const reload = (): void => clearDrafts()

beforeEach(() => {
  stored = {}
  vi.stubGlobal('localStorage', new Proxy(stored, {
    get: (kept, name: string) => ({
      getItem: (key: string) => kept[key] ?? null,
      setItem: (key: string, value: string) => { kept[key] = value },
      removeItem: (key: string) => { delete kept[key] },
    })[name],
  }))
  clearDrafts()
})

test('what was written is there after a reload, each in its place', () => {
  updateDraft('new', 'Half of it')
  updateDraft('reply:3', 'An answer')
  reload()
  expect([draftText('new'), draftText('reply:3'), draftText('reply:4')]).toEqual(['Half of it', 'An answer', ''])
})

test('an edit that changes nothing is no draft', () => {
  updateDraft('edit:3', 'As it was', 'As it was')
  expect(hasDraft('edit:3')).toBe(false)
  expect(draftText('edit:3', 'As it was')).toBe('As it was')
  expect(stored).toEqual({})
})

test('the same words under way have the same key until they are answered, also after a reload', () => {
  const { key } = startSending('new', 'Once')
  expect(draftText('new')).toBe('')
  reload()
  expect(draftText('new')).toBe('Once')
  const again = startSending('new', 'Once')
  expect(again.key).toBe(key)
  finishSending('new', again)
  expect(stored).toEqual({})
  expect(startSending('new', 'Once').key).not.toBe(key)
})

test('other words have another key', () => {
  const first = startSending('new', 'Once')
  restoreDraft('new', first, true)
  expect(startSending('new', 'Once more').key).not.toBe(first.key)
})

test('words that were refused come back, before what was written since, under a new key', () => {
  const sent = startSending('new', 'Too much')
  updateDraft('new', 'Written meanwhile')
  restoreDraft('new', sent, false)
  expect(draftText('new')).toBe('Too much\n\nWritten meanwhile')
  restoreDraft('new', startSending('new', 'Too much'), false)
  expect(startSending('new', 'Too much').key).not.toBe(sent.key)
})

test('twenty drafts are kept, the oldest goes', () => {
  vi.useFakeTimers()
  for (let id = 0; id < 21; id++) {
    vi.setSystemTime(id * 1000)
    updateDraft(`reply:${id}`, 'x')
  }
  vi.useRealTimers()
  reload()
  expect([draftText('reply:0'), draftText('reply:1')]).toEqual(['', 'x'])
})

test('who leaves on purpose leaves nothing behind, and one draft goes alone', () => {
  updateDraft('new', 'x')
  updateDraft('reply:1', 'y')
  discardDraft('new')
  reload()
  expect([draftText('new'), draftText('reply:1')]).toEqual(['', 'y'])
  deleteDrafts()
  expect(stored).toEqual({})
})

test('a browser that keeps nothing loses drafts with the page and not before', () => {
  vi.stubGlobal('localStorage', undefined)
  updateDraft('new', 'x')
  expect(draftText('new')).toBe('x')
  expect(startSending('new', 'x').key).toMatch(/^[0-9a-f]{32}$/)
})
