import type { Entity } from './entities'
import { baseBefore, has, isEastAsian, isLatin, isLetterOrDigit, isWord, type Points } from './points'
import { endOfHost } from './urlHost'

const MAX_PORT = 65535

/** Finds the URL around the colon after its scheme. */
export function findUrl(points: Points, colon: number): Entity | null {
  if (!has(points, '://', colon)) return null
  const scheme = /https?$/i.exec(points.slice(Math.max(0, colon - 5), colon).join(''))?.[0]
  const start = colon - (scheme?.length ?? 0)
  if (scheme === undefined || !mayStart(points, start)) return null
  const host = colon + 3
  let end = endOfHost(points, host)
  if (end < 0) return null
  const hasEastAsianHost = points.slice(host, end).some(isEastAsian)
  end = endOfPort(points, end)
  // In "https://a.example@b.example" the host is the second. What ends before "://" is a scheme, which starts the next URL.
  if (points[end] === '@' || has(points, '://', end)) return null
  if (/^[/?#]$/.test(points[end] ?? '')) end = trimmedEnd(points, end, endOfPath(points, end, hasEastAsianHost), points[start - 1])
  return { kind: 'url', start, end, key: points.slice(start, end).join('') }
}

function mayStart(points: Points, start: number): boolean {
  const at = baseBefore(points, start)
  const before = points[at] ?? ''
  if (before === '@' || before === '＠') return false
  if (/^[#＃$_/.]$/.test(before)) return !isLetterOrDigit(points[baseBefore(points, at)])
  return !/^\p{Nd}$/u.test(before) && !isLatin(before)
}

function endOfPort(points: Points, colon: number): number {
  const port = /^:(\d+)/.exec(points.slice(colon, colon + 12).join(''))?.[1]
  return port !== undefined && Number(port) <= MAX_PORT ? colon + 1 + port.length : colon
}

function endOfPath(points: Points, start: number, hasEastAsianHost: boolean): number {
  let open = 0
  let at = start
  for (; at < points.length && !endsPath(points[at]!, hasEastAsianHost); at++) {
    if (/\p{Ps}/u.test(points[at]!)) open++
    // A closing bracket that the URL did not open closes one before the URL.
    else if (/\p{Pe}/u.test(points[at]!) && --open < 0) return at
  }
  return at
}

// White space, quotation marks, characters that are not visible, and, because they follow without a space, the letters and
// punctuation of Chinese, Japanese and Korean. Such letters belong to the path if the host has some.
const endsPath = (point: string, hasEastAsianHost: boolean): boolean =>
  /^(?![\u200c\u200d])[\p{Z}\p{Cc}\p{Cf}\p{Pi}\p{Pf}<>"`„‚]$/u.test(point) || (isEastAsian(point) && !(hasEastAsianHost && isWord(point)))

/** Leaves out the punctuation of the sentence, and the emphasis that began before the URL. */
function trimmedEnd(points: Points, start: number, end: number, before: string | undefined): number {
  while (end > start && isTrimmed(points[end - 1]!, before)) end--
  return end
}

const isTrimmed = (last: string, before: string | undefined): boolean =>
  /^[*_~]$/.test(last) ? last === before : /^(?![/#%&@\\])[\p{Po}\p{Ps}]$/u.test(last)
