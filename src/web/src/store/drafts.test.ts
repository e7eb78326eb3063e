import { beforeEach, expect, test, vi } from 'vitest'
import { deleteDrafts, discardDraft, clearDrafts, draftMore, draftOptions, updateDraftMore, finishSending, updateDraftOptions, hasDraft, replacePicture, restoreDraft, startSending, draftText, updateDraft } from './drafts'

vi.mock('../session/session', () => ({ session: { me: { id: 7 } } }))

let stored: Record<string, string>

/** Simulates a reload: clears the memory and keeps the storage. */
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

test('drafts survive a reload, each in its slot', () => {
  updateDraft('new', 'Half of it')
  updateDraft('reply:3', 'An answer')
  reload()
  expect([draftText('new'), draftText('reply:3'), draftText('reply:4')]).toEqual(['Half of it', 'An answer', ''])
})

test('an edit that changes nothing is not a draft', () => {
  updateDraft('edit:3', 'As it was', 'As it was')
  expect(hasDraft('edit:3')).toBe(false)
  expect(draftText('edit:3', 'As it was')).toBe('As it was')
  updateDraftOptions('edit:3', { sensitive: true }, 'As it was')
  expect(draftText('edit:3')).toBe('As it was')
  updateDraftOptions('edit:3', {}, 'As it was')
  expect(stored).toEqual({})
})

test('the same pending text keeps its key until the response, also after a reload', () => {
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

test('a different text has a different key', () => {
  const first = startSending('new', 'Once')
  restoreDraft('new', first, true)
  expect(startSending('new', 'Once more').key).not.toBe(first.key)
})

test('options are part of the draft, and the same text with other options has a different key', () => {
  updateDraft('new', 'Once')
  updateDraftOptions('new', { visibility: 'followers' })
  reload()
  expect(draftOptions('new')).toEqual({ visibility: 'followers' })
  const first = startSending('new', 'Once', { visibility: 'followers' })
  expect(draftOptions('new')).toEqual({})
  restoreDraft('new', first, true)
  expect(draftOptions('new')).toEqual({ visibility: 'followers' })
  expect(startSending('new', 'Once').key).not.toBe(first.key)
})

test('options that were pending at a reload are restored with the text', () => {
  startSending('new', 'Once', { sensitive: true })
  reload()
  expect([draftText('new'), draftOptions('new')]).toEqual(['Once', { sensitive: true }])
})

test('a thread survives a reload while it is written and while it is sent', () => {
  updateDraft('new', 'One')
  updateDraftMore('new', [{ text: 'Two' }, { text: '' }])
  reload()
  expect([draftText('new'), draftMore('new')]).toEqual(['One', [{ text: 'Two' }, { text: '' }]])
  const { key } = startSending('new', 'One', {}, [{ text: 'Two' }])
  expect([draftText('new'), draftMore('new')]).toEqual(['', []])
  reload()
  expect([draftText('new'), draftMore('new')]).toEqual(['One', [{ text: 'Two' }]])
  expect(startSending('new', 'One').key).not.toBe(key)
  expect(startSending('new', 'One', {}, [{ text: 'Two' }]).key).toBe(key)
})

test('a rejected thread is restored before newer text, each tweet for itself', () => {
  const sent = startSending('new', 'One', {}, [{ text: 'Two' }])
  updateDraft('new', 'Written since')
  restoreDraft('new', sent, false)
  expect([draftText('new'), draftMore('new')]).toEqual(['One', [{ text: 'Two' }, { text: 'Written since' }]])
  expect(hasDraft('new')).toBe(true)
})

test('rejected text is restored before newer text and gets a new key', () => {
  const sent = startSending('new', 'Too much')
  updateDraft('new', 'Written since')
  restoreDraft('new', sent, false)
  expect(draftText('new')).toBe('Too much\n\nWritten since')
  restoreDraft('new', startSending('new', 'Too much'), false)
  expect(startSending('new', 'Too much').key).not.toBe(sent.key)
})

test('at most 20 drafts are kept, the oldest is deleted', () => {
  vi.useFakeTimers()
  for (let id = 0; id < 21; id++) {
    vi.setSystemTime(id * 1000)
    updateDraft(`reply:${id}`, 'x')
  }
  vi.useRealTimers()
  reload()
  expect([draftText('reply:0'), draftText('reply:1')]).toEqual(['', 'x'])
})

test('discarding deletes one draft, logging out deletes all', () => {
  updateDraft('new', 'x')
  updateDraft('reply:1', 'y')
  discardDraft('new')
  reload()
  expect([draftText('new'), draftText('reply:1')]).toEqual(['', 'y'])
  deleteDrafts()
  expect(stored).toEqual({})
})

test('without storage, drafts last as long as the page', () => {
  vi.stubGlobal('localStorage', undefined)
  updateDraft('new', 'x')
  expect(draftText('new')).toBe('x')
  expect(startSending('new', 'x').key).toMatch(/^[0-9a-f]{32}$/)
})

test('an uploaded picture replaces its file in the tweet that has it', () => {
  updateDraftOptions('new', { media_ids: [-1, 5] })
  updateDraftMore('reply:3', [{ text: 'Two', media_ids: [-2] }])
  expect(hasDraft('new')).toBe(true)
  expect(replacePicture(-1, 8)).toBe(true)
  expect(replacePicture(-2, 9)).toBe(true)
  expect(replacePicture(-3, 10)).toBe(false)
  expect(draftOptions('new')).toEqual({ media_ids: [8, 5] })
  expect(draftMore('reply:3')).toEqual([{ text: 'Two', media_ids: [9] }])
  reload()
  expect(draftOptions('new')).toEqual({ media_ids: [8, 5] })
})

test('a reload ends uploads, so that only uploaded pictures come back', () => {
  updateDraftOptions('new', { media_ids: [-1, 5] })
  updateDraftOptions('reply:3', { media_ids: [-2] })
  updateDraftMore('reply:3', [{ text: 'Two', media_ids: [-3] }])
  updateDraftOptions('edit:4', { media_ids: [] }, 'As it was')
  reload()
  expect(draftOptions('new')).toEqual({ media_ids: [5] })
  expect(draftOptions('reply:3')).toEqual({})
  expect(draftMore('reply:3')).toEqual([{ text: 'Two' }])
  // An edit may remove all pictures.
  expect(draftOptions('edit:4')).toEqual({ media_ids: [] })
})

test('pictures without a text come back after a failure and after a reload, with the same key', () => {
  const sent = startSending('reply:9', '', { media_ids: [5] })
  reload()
  expect(draftOptions('reply:9')).toEqual({ media_ids: [5] })
  expect(startSending('reply:9', '', { media_ids: [5] }).key).toBe(sent.key)
  updateDraftOptions('reply:9', { media_ids: [6] })
  restoreDraft('reply:9', sent, false)
  expect(draftOptions('reply:9')).toEqual({ media_ids: [5, 6] })
})
