/** How a picture is shown: enlarged `scale` times and moved by `x`, `y` pixels from the centre of its stage. */
export type Zoom = { scale: number; x: number; y: number }

export type Point = { x: number; y: number }

export type Size = { width: number; height: number }

export const UNZOOMED: Zoom = { scale: 1, x: 0, y: 0 }

/** How far a double tap enlarges. */
export const DOUBLE_TAP = 2.5

const MOST = 8

/**
 * Enlarges around a point, which stays where it is.
 * @param at from the centre of the stage
 * @param size of the picture before it is enlarged
 */
export function zoomAround(zoom: Zoom, scale: number, at: Point, size: Size, stage: Size): Zoom {
  const next = Math.min(MOST, Math.max(1, scale))
  const factor = next / zoom.scale
  return keepInside({ scale: next, x: at.x - (at.x - zoom.x) * factor, y: at.y - (at.y - zoom.y) * factor }, size, stage)
}

/** Moves an enlarged picture, at most until its edge is at that of the stage. */
export const pan = (zoom: Zoom, by: Point, size: Size, stage: Size): Zoom => keepInside({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, size, stage)

export function pinch(zoom: Zoom, before: [Point, Point], after: [Point, Point], size: Size, stage: Size): Zoom {
  const [from, to] = [middle(before), middle(after)]
  const moved = { ...zoom, x: zoom.x + to.x - from.x, y: zoom.y + to.y - from.y }
  return zoomAround(moved, zoom.scale * (distance(after) / Math.max(1, distance(before))), to, size, stage)
}

function keepInside({ scale, x, y }: Zoom, size: Size, stage: Size): Zoom {
  const spare = (length: number, room: number): number => Math.max(0, (length * scale - room) / 2)
  const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value)) + 0
  return { scale, x: within(x, spare(size.width, stage.width)), y: within(y, spare(size.height, stage.height)) }
}

const middle = ([a, b]: [Point, Point]): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

const distance = ([a, b]: [Point, Point]): number => Math.hypot(a.x - b.x, a.y - b.y)
