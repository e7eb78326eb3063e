import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { DOUBLE_TAP, pan, pinch, UNZOOMED, zoomAround, type Point, type Size, type Zoom } from '../pictures/zoom'

/** What counts as a swipe and as a double tap, in pixels and milliseconds. */
const SWIPE = 60
const NEAR = 30
const DOUBLE_MS = 350

type Gestures = { swipe(by: 1 | -1): void; dismiss(): void }

/** Enlarges a picture by pinching, double-tapping and the wheel, and moves it by dragging. Without enlargement, dragging is a swipe. */
export function useZoom(stage: Ref<HTMLElement | null>, picture: Ref<HTMLElement | null>, { swipe, dismiss }: Gestures): {
  zoom: Ref<Zoom>
  reset: () => void
  zoomBy: (factor: number) => void
} {
  const zoom = ref<Zoom>(UNZOOMED)
  const pointers = new Map<number, Point>()
  let start: Point | null = null
  let lastTap: (Point & { at: number }) | null = null
  let hasPinched = false

  const sizeOf = (element: HTMLElement | null): Size => ({ width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0 })
  const sizes = (): [Size, Size] => [sizeOf(picture.value), sizeOf(stage.value)]

  /** Measured from the centre of the stage. */
  function pointOf({ clientX, clientY }: MouseEvent): Point {
    const { left, top, width, height } = stage.value!.getBoundingClientRect()
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 }
  }

  function onDown(event: PointerEvent): void {
    // The buttons on the stage work as usual.
    if (event.button !== 0 || (event.target as Element).closest('button') !== null) return
    stage.value!.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, pointOf(event))
    if (pointers.size === 1) {
      start = pointOf(event)
      hasPinched = false
    }
  }

  function onMove(event: PointerEvent): void {
    const before = pointers.get(event.pointerId)
    if (before === undefined) return
    const after = pointOf(event)
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    pointers.set(event.pointerId, after)
    if (other !== undefined) {
      hasPinched = true
      zoom.value = pinch(zoom.value, [before, other], [after, other], ...sizes())
    } else if (zoom.value.scale > 1) zoom.value = pan(zoom.value, { x: after.x - before.x, y: after.y - before.y }, ...sizes())
  }

  function onUp(event: PointerEvent): void {
    if (!pointers.delete(event.pointerId) || pointers.size > 0 || start === null) return
    const end = pointOf(event)
    const [across, down] = [end.x - start.x, end.y - start.y]
    start = null
    if (hasPinched || event.type === 'pointercancel') return
    if (Math.hypot(across, down) < NEAR) tap(end, event.timeStamp)
    else if (zoom.value.scale > 1) return
    else if (Math.abs(across) > SWIPE && Math.abs(across) > Math.abs(down)) swipe(across < 0 ? 1 : -1)
    else if (Math.abs(down) > SWIPE) dismiss()
  }

  function tap(at: Point, time: number): void {
    const isDouble = lastTap !== null && time - lastTap.at < DOUBLE_MS && Math.hypot(at.x - lastTap.x, at.y - lastTap.y) < NEAR
    lastTap = isDouble ? null : { ...at, at: time }
    if (isDouble) zoom.value = zoom.value.scale > 1 ? UNZOOMED : zoomAround(zoom.value, DOUBLE_TAP, at, ...sizes())
  }

  function onWheel(event: WheelEvent): void {
    // A trackpad reports pinching as a wheel with Ctrl.
    event.preventDefault()
    zoom.value = zoomAround(zoom.value, zoom.value.scale * Math.exp(-event.deltaY / 300), pointOf(event), ...sizes())
  }

  onMounted(() => {
    const element = stage.value!
    element.addEventListener('pointerdown', onDown)
    element.addEventListener('pointermove', onMove)
    element.addEventListener('pointerup', onUp)
    element.addEventListener('pointercancel', onUp)
    element.addEventListener('wheel', onWheel, { passive: false })
  })
  onBeforeUnmount(() => pointers.clear())

  return {
    zoom,
    reset: () => { zoom.value = UNZOOMED },
    zoomBy: (factor) => { zoom.value = zoomAround(zoom.value, zoom.value.scale * factor, { x: 0, y: 0 }, ...sizes()) },
  }
}
