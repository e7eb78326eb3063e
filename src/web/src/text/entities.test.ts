import { expect, test } from 'vitest'
import file from '../../../../tests/entities.json'
import { scan } from './entities'

// Outside the client, because they apply to all programs that find entities in text.
const cases = Object.entries(file).flatMap(([group, list]) => list.map((it) => [`${group}: ${it.name}`, it] as const))

test.each(cases)('%s', (_, { text, entities }) => expect(scan(text)).toEqual(entities))

test('half of a surrogate pair is a character like others', () =>
  expect(scan('\ud83d@ada \udc26')).toEqual([{ kind: 'mention', start: 1, end: 5, key: 'ada' }]))
