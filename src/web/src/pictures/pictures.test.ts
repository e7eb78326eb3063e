import { expect, it } from 'vitest'
import { Problem } from '../api/problem'
import { CENTRE, focusAt, formatFocus, objectPosition, parseFocus } from './focus'
import { fitInto, ratioOf, smallAvatar } from './layout'
import { move, replaceId, uploaded } from './order'
import { fileProblem, uploadProblem } from './upload-problem'
import { pan, pinch, UNZOOMED, zoomAround } from './zoom'

const limits = {
  is_available: true, types: ['image/jpeg', 'image/png'], max_bytes: 16_777_216, max_megapixels: 50, max_frames: 600, per_tweet: 4, description_length: 1500,
}

it('reads and writes focal points', () => {
  expect(parseFocus('0.25,-0.5')).toEqual({ x: 0.25, y: -0.5 })
  expect(parseFocus('7,-7')).toEqual({ x: 1, y: -1 })
  for (const text of [null, '', 'a,b', '1']) expect(parseFocus(text)).toEqual(CENTRE)
  expect(formatFocus({ x: 0.254, y: -1.2 })).toBe('0.25,-1')
  expect(formatFocus({ x: -0.001, y: 0 })).toBeNull()
})

it('places the focal point from the left top, as CSS does', () => {
  expect(objectPosition(CENTRE)).toBe('50% 50%')
  expect(objectPosition({ x: 1, y: 1 })).toBe('100% 0%')
  expect(objectPosition({ x: -1, y: -0.5 })).toBe('0% 75%')
  expect(focusAt(0, 0, 200, 100)).toEqual({ x: -1, y: 1 })
  expect(focusAt(150, 75, 200, 100)).toEqual({ x: 0.5, y: -0.5 })
  expect(focusAt(300, -5, 200, 100)).toEqual({ x: 1, y: 1 })
})

it('shows a single picture in its own shape within bounds', () => {
  expect(ratioOf({ width: 400, height: 300 })).toBeCloseTo(4 / 3)
  expect(ratioOf({ width: 100, height: 900 })).toBe(3 / 4)
  expect(ratioOf({ width: 900, height: 100 })).toBe(2)
  expect(fitInto({ width: 400, height: 300 }, 32)).toEqual({ width: 32, height: 24 })
  expect(fitInto({ width: 9000, height: 1 }, 32)).toEqual({ width: 32, height: 1 })
  expect(smallAvatar('/media/files/0a.webp')).toBe('/media/files/0a-small.webp')
})

it('moves, replaces and removes ids', () => {
  expect(move([1, 2, 3], 0, 2)).toEqual([2, 3, 1])
  expect(move([1, 2, 3], 2, 0)).toEqual([3, 1, 2])
  expect(move([1, 2, 3], 2, 3)).toEqual([1, 2, 3])
  expect(replaceId([-1, 5], -1, 6)).toEqual([6, 5])
  expect(replaceId([-1, 5], -1, null)).toEqual([5])
  const same = [5]
  expect(replaceId(same, 9, 1)).toBe(same)
  expect(uploaded([-2, 3, -1, 4])).toEqual([3, 4])
})

it('says what is wrong with a file in plain words', () => {
  expect(fileProblem({ size: 1, type: 'image/png' }, limits)).toBeNull()
  expect(fileProblem({ size: 1, type: '' }, limits)).toBeNull()
  expect(fileProblem({ size: 1, type: 'text/plain' }, limits)?.message).toContain('JPEG or PNG')
  expect(fileProblem({ size: 16_777_217, type: 'image/png' }, limits)).toEqual({ message: 'The file is too large. Use at most 16 MB.', canRetry: false })
  const wrong = (type: string) => uploadProblem(new Problem(422, 'validation_error', '', [{ type, loc: ['body', 'file'], msg: '' }]), limits)
  expect(wrong('media_damaged')).toEqual({ message: 'The file is damaged. Choose another one.', canRetry: false })
  expect(wrong('media_too_many_pixels').message).toContain('50 megapixels')
  expect(uploadProblem(new Problem(413, 'unknown', ''), limits).message).toContain('16 MB')
  expect(uploadProblem(new Problem(503, 'media_busy', ''), limits).canRetry).toBe(true)
  expect(uploadProblem(new Problem(503, 'media_unavailable', ''), limits).canRetry).toBe(false)
  expect(uploadProblem(new Problem(0, 'unreachable', 'Offline.'), limits)).toEqual({ message: 'Offline.', canRetry: true })
})

it('enlarges around a point and stays inside the stage', () => {
  const [size, stage] = [{ width: 200, height: 100 }, { width: 200, height: 200 }]
  expect(zoomAround(UNZOOMED, 3, { x: 50, y: 0 }, size, stage)).toEqual({ scale: 3, x: -100, y: 0 })
  expect(zoomAround({ scale: 3, x: -100, y: 0 }, 1, { x: 0, y: 0 }, size, stage)).toEqual(UNZOOMED)
  expect(zoomAround(UNZOOMED, 99, { x: 0, y: 0 }, size, stage).scale).toBe(8)
  expect(pan({ scale: 3, x: 0, y: 0 }, { x: 999, y: -999 }, size, stage)).toEqual({ scale: 3, x: 200, y: -50 })
  expect(pan(UNZOOMED, { x: 10, y: 10 }, size, stage)).toEqual(UNZOOMED)
  const pinched = pinch(UNZOOMED, [{ x: -10, y: 0 }, { x: 10, y: 0 }], [{ x: -20, y: 0 }, { x: 20, y: 0 }], size, stage)
  expect(pinched).toEqual({ scale: 2, x: 0, y: 0 })
})
