import { expect, test } from 'vitest'
import { LiveList } from './live-list'

function listOf(...ids: number[]): LiveList {
  const list = new LiveList()
  list.replace(ids, 'next')
  return list
}

test('new items wait and do not move the ones shown', () => {
  const list = listOf(3, 2, 1)
  list.announce(4)
  list.announce(5)
  expect([list.ids, list.waiting]).toEqual([[3, 2, 1], [5, 4]])
  list.reveal()
  expect([list.ids, list.waiting]).toEqual([[5, 4, 3, 2, 1], []])
})

test('announcing a waiting or shown item changes nothing', () => {
  const list = listOf(3, 2)
  list.announce(4)
  list.announce(4)
  list.announce(3)
  expect(list.waiting).toEqual([4])
})

test('items announced out of order are shown in order', () => {
  const list = listOf(1)
  for (const id of [4, 2, 3]) list.announce(id)
  list.reveal()
  expect(list.ids).toEqual([4, 3, 2, 1])
})

test('an overlapping page shows no duplicates', () => {
  const list = listOf(5, 4, 3)
  list.append([4, 3, 2], null)
  expect([list.ids, list.next]).toEqual([[5, 4, 3, 2], null])
})

test('catching up adds missed items without duplicates', () => {
  const list = listOf(3, 2)
  list.announce(6)
  list.catchUp([6, 5, 4], true, null)
  list.reveal()
  expect(list.ids).toEqual([6, 5, 4, 3, 2])
})

test('after a gap the list restarts and continues with the page after it', () => {
  const list = listOf(3, 2)
  list.catchUp([200, 199, 198], false, 'after 198')
  list.reveal()
  expect([list.ids, list.next]).toEqual([[200, 199, 198], 'after 198'])
})

test('the own tweet does not hide older tweets of others', () => {
  const list = listOf(3, 2)
  list.add(7)
  expect(list.mark).toBe(3)
  list.catchUp([7, 6, 5], true, null)
  list.reveal()
  expect(list.ids).toEqual([7, 6, 5, 3, 2])
})

test('a tweet being sent is at the top', () => {
  const list = listOf(3)
  list.add(-1)
  list.announce(4)
  list.reveal()
  expect(list.ids).toEqual([-1, 4, 3])
})
