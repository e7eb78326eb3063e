import { isLatin, isMark, isWord, type Points } from './points'

const MAX_HOST = 253
const MAX_LABEL = 63
const MAX_ADDRESS = 45

/** Where the host of a URL ends: a domain of any script, `localhost`, or an address. -1 if there is none. */
export function endOfHost(points: Points, start: number): number {
  const end = points[start] === '[' ? endOfAddress(points, start) : endOfDomain(points, start)
  return points.slice(start, Math.max(start, end)).join('').length <= MAX_HOST ? end : -1
}

function endOfAddress(points: Points, bracket: number): number {
  const address = /^\[[\dA-Fa-f:.]*:[\dA-Fa-f:.]*\]/.exec(points.slice(bracket, bracket + MAX_ADDRESS + 2).join(''))?.[0]
  return address !== undefined && URL.canParse(`http://${address}`) ? bracket + address.length : -1
}

function endOfDomain(points: Points, start: number): number {
  const labels: string[] = []
  let label = start
  let end = start
  for (let next = start; ; next = end + 1) {
    const labelEnd = endOfLabel(points, next)
    if (labelEnd === next) break
    label = next
    end = labelEnd
    labels.push(points.slice(label, end).join(''))
    if (points[end] !== '.') break
  }
  if (labels.length === 4 && labels.every((it) => /^\d{1,3}$/.test(it) && Number(it) <= 255)) return end
  if (labels.length === 0) return -1
  const topEnd = endOfTopLevel(points, label, end)
  return labels.length > 1 || points.slice(label, Math.max(label, topEnd)).join('').toLowerCase() === 'localhost' ? topEnd : -1
}

function endOfLabel(points: Points, start: number): number {
  if (points[start] === '-') return start
  let end = start
  while (isWord(points[end]) || /^[-_]$/.test(points[end] ?? '')) end++
  while (end > start && /^[-_]$/.test(points[end - 1]!)) end--
  return points.slice(start, end).join('').length <= MAX_LABEL ? end : start
}

/** At least two letters, which are all ASCII or all not. A letter of another script after ASCII belongs to the sentence. */
function endOfTopLevel(points: Points, start: number, labelEnd: number): number {
  if (/^xn--[\x00-\x7f]*$/i.test(points.slice(start, labelEnd).join(''))) return labelEnd
  const isAscii = /^[\x00-\x7f]$/.test(points[start]!)
  let end = start
  for (; end < labelEnd && /^[\x00-\x7f]$/.test(points[end]!) === isAscii; end++) {
    if (/^[\p{Nd}_-]$/u.test(points[end]!)) return -1
  }
  const isCutWithinWord = end < labelEnd && isAscii && (isLatin(points[end]) || isMark(points[end]))
  return end - start >= 2 && !isCutWithinWord ? end : -1
}
