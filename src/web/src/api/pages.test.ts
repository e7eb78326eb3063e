import { expect, test } from 'vitest'
import { nextOf } from './pages'

const link = '<http://inner:8000/tweets/?limit=20&max_id=7>; rel="next", <http://inner:8000/tweets/?limit=20&min_id=26>; rel="prev"'

test('the next page is a path on the same server, independent of the host in the link', () =>
  expect(nextOf(link)).toBe('/tweets/?limit=20&max_id=7'))

test.each([null, '', '<http://a/b?min_id=1>; rel="prev"'])('%j has no next page', (header) => expect(nextOf(header)).toBeNull())
