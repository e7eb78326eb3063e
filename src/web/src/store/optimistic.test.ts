import { expect, test } from 'vitest'
import { OptimisticToggles } from './optimistic'

function world(answer: (on: boolean) => Promise<void>) {
  const shown: boolean[] = []
  const sent: boolean[] = []
  const toggles = new OptimisticToggles<void>()
  const toggle = (from: boolean): Promise<void | null> =>
    toggles.toggle('it', from, (on) => shown.push(on), (on) => { sent.push(on); return answer(on) })
  return { shown, sent, toggle }
}

test('it shows at once what is only hoped for', async () => {
  const { shown, sent, toggle } = world(async () => {})
  const done = toggle(false)
  expect(shown).toEqual([true])
  await done
  expect(sent).toEqual([true])
})

test('a refusal is taken back and told', async () => {
  const { shown, toggle } = world(() => Promise.reject(new Error('no')))
  await expect(toggle(false)).rejects.toThrow('no')
  expect(shown).toEqual([true, false])
})

test('of many clicks the last one counts, one request at a time', async () => {
  let release = (): void => {}
  const { sent, toggle } = world(() => new Promise((resolve) => { release = resolve }))
  const done = toggle(false)
  void toggle(true)
  expect(sent).toEqual([true])
  release()
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent).toEqual([true, false])
  release()
  await done
})

test('clicks that cancel each other out while the server thinks ask it nothing more', async () => {
  let release = (): void => {}
  const { sent, toggle } = world(() => new Promise((resolve) => { release = resolve }))
  const done = toggle(false)
  void toggle(true)
  void toggle(false)
  release()
  await done
  expect(sent).toEqual([true])
})
