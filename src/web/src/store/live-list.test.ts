import { expect, test } from 'vitest'
import { LiveList } from './live-list'

function listOf(...ids: number[]): LiveList {
  const list = new LiveList()
  list.replace(ids, 'next')
  return list
}

test('what is new waits, and what is being read does not move', () => {
  const list = listOf(3, 2, 1)
  list.announce(4)
  list.announce(5)
  expect([list.ids, list.waiting]).toEqual([[3, 2, 1], [5, 4]])
  list.reveal()
  expect([list.ids, list.waiting]).toEqual([[5, 4, 3, 2, 1], []])
})

test('told twice, or told what is shown, nothing changes', () => {
  const list = listOf(3, 2)
  list.announce(4)
  list.announce(4)
  list.announce(3)
  expect(list.waiting).toEqual([4])
})

test('news that arrive out of order are shown in order', () => {
  const list = listOf(1)
  for (const id of [4, 2, 3]) list.announce(id)
  list.reveal()
  expect(list.ids).toEqual([4, 3, 2, 1])
})

test('a page that overlaps the one before shows nothing twice', () => {
  const list = listOf(5, 4, 3)
  list.append([4, 3, 2], null)
  expect([list.ids, list.next]).toEqual([[5, 4, 3, 2], null])
})

test('catching up fills in what was missed, once', () => {
  const list = listOf(3, 2)
  list.announce(6)
  list.catchUp([6, 5, 4], true, null)
  list.reveal()
  expect(list.ids).toEqual([6, 5, 4, 3, 2])
})

test('across a gap the list starts anew and pages on behind it', () => {
  const list = listOf(3, 2)
  list.catchUp([200, 199, 198], false, 'after 198')
  list.reveal()
  expect([list.ids, list.next]).toEqual([[200, 199, 198], 'after 198'])
})

test("one's own tweet does not hide what others posted before it", () => {
  const list = listOf(3, 2)
  list.add(7)
  expect(list.mark).toBe(3)
  list.catchUp([7, 6, 5], true, null)
  list.reveal()
  expect(list.ids).toEqual([7, 6, 5, 3, 2])
})

test('a tweet that is being sent stands above all others', () => {
  const list = listOf(3)
  list.add(-1)
  list.announce(4)
  list.reveal()
  expect(list.ids).toEqual([-1, 4, 3])
})
