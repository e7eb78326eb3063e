import { expect, test } from 'vitest'
import { Switches } from './optimistic'

function world(answer: (on: boolean) => Promise<void>) {
  const shown: boolean[] = []
  const sent: boolean[] = []
  const switches = new Switches<void>()
  const flip = (from: boolean): Promise<void | null> =>
    switches.flip('it', from, (on) => shown.push(on), (on) => { sent.push(on); return answer(on) })
  return { shown, sent, flip }
}

test('it shows at once what is only hoped for', async () => {
  const { shown, sent, flip } = world(async () => {})
  const done = flip(false)
  expect(shown).toEqual([true])
  await done
  expect(sent).toEqual([true])
})

test('a refusal is taken back and told', async () => {
  const { shown, flip } = world(() => Promise.reject(new Error('no')))
  await expect(flip(false)).rejects.toThrow('no')
  expect(shown).toEqual([true, false])
})

test('of many clicks the last one counts, one request at a time', async () => {
  let release = (): void => {}
  const { sent, flip } = world(() => new Promise((resolve) => { release = resolve }))
  const done = flip(false)
  void flip(true)
  expect(sent).toEqual([true])
  release()
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent).toEqual([true, false])
  release()
  await done
})

test('clicks that cancel each other out while the server thinks ask it nothing more', async () => {
  let release = (): void => {}
  const { sent, flip } = world(() => new Promise((resolve) => { release = resolve }))
  const done = flip(false)
  void flip(true)
  void flip(false)
  release()
  await done
  expect(sent).toEqual([true])
})
