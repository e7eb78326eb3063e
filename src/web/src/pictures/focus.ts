/** A point of a picture: -1,-1 is its left bottom, 0,0 its centre and 1,1 its right top. */
export type Focus = { x: number; y: number }

export const CENTRE: Focus = { x: 0, y: 0 }

const limit = (value: number): number => Math.min(1, Math.max(-1, value))

/** Reads a focus as the server writes it, `x,y`. What is not a focus is the centre. */
export function parseFocus(text: string | null): Focus {
  const [x, y] = (text ?? '').split(',').map(Number)
  return text !== null && x !== undefined && y !== undefined && Number.isFinite(x) && Number.isFinite(y) ? { x: limit(x), y: limit(y) } : CENTRE
}

/** Writes a focus as the server takes it; null for the centre. */
export function formatFocus({ x, y }: Focus): string | null {
  const [across, up] = [round(x), round(y)]
  return across === 0 && up === 0 ? null : `${across},${up}`
}

// Adding 0 turns -0 into 0.
const round = (value: number): number => Math.round(limit(value) * 100) / 100 + 0

/** The CSS `object-position` that keeps the point in a cut picture. */
export const objectPosition = ({ x, y }: Focus): string => `${percent(x)}% ${percent(-y)}%`

/** The distance from the left or top edge. */
export const percent = (value: number): number => Math.round((value + 1) * 50)

/** The focus at a click, measured from the left top of a picture of this size. */
export const focusAt = (left: number, top: number, width: number, height: number): Focus =>
  ({ x: limit((left / width) * 2 - 1), y: limit(1 - (top / height) * 2) })
