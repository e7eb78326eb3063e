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

test('it shows the wanted state at once', async () => {
  const { shown, sent, toggle } = world(async () => {})
  const done = toggle(false)
  expect(shown).toEqual([true])
  await done
  expect(sent).toEqual([true])
})

test('after an error it shows the confirmed state and throws', async () => {
  const { shown, toggle } = world(() => Promise.reject(new Error('no')))
  await expect(toggle(false)).rejects.toThrow('no')
  expect(shown).toEqual([true, false])
})

test('the last click wins, with one request at a time', async () => {
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

test('clicks that cancel each other out during a request send no other request', async () => {
  let release = (): void => {}
  const { sent, toggle } = world(() => new Promise((resolve) => { release = resolve }))
  const done = toggle(false)
  void toggle(true)
  void toggle(false)
  release()
  await done
  expect(sent).toEqual([true])
})
