import { onBeforeUnmount, shallowReactive, type CSSProperties, type ObjectDirective } from 'vue'

// About two screens each way, so that entries are rendered before they are visible.
const MARGIN = '1500px 0px'

/** The state of a list that was left: the heights of its entries, and which of them were rendered. */
type Layout = { heights: Map<number, number>; rendered: Set<number> }

const layouts = new WeakMap<object, Layout>()

/**
 * Renders only the entries near the screen and replaces the others with empty placeholders of the same height. A list of 500
 * tweets costs as much as one of 20, and the scroll position survives leaving and returning. `content-visibility` saves less:
 * only layout and painting, while creating the elements takes two thirds of the time.
 *
 * @param list the key for the remembered layout
 */
export function useVirtualList(list: object): {
  isOffscreen: (id: number) => boolean
  placeholder: (id: number) => CSSProperties | undefined
  vEntry: ObjectDirective<HTMLElement, number>
} {
  const { heights, rendered } = layouts.get(list) ?? { heights: new Map<number, number>(), rendered: new Set<number>() }
  const offscreen = shallowReactive(new Set([...heights.keys()].filter((id) => !rendered.has(id))))
  const elements = new Map<Element, number>()

  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting, boundingClientRect } of changes) {
      const id = elements.get(target)
      if (id === undefined) continue
      if (isIntersecting) offscreen.delete(id)
      // The focused entry stays rendered.
      else if (!offscreen.has(id) && !target.contains(document.activeElement)) {
        heights.set(id, boundingClientRect.height)
        offscreen.add(id)
      }
    }
  }, { rootMargin: MARGIN })

  onBeforeUnmount(() => {
    observer.disconnect()
    const shown = [...elements].filter(([, id]) => !offscreen.has(id))
    for (const [element, id] of shown) heights.set(id, element.getBoundingClientRect().height)
    layouts.set(list, { heights, rendered: new Set(shown.map(([, id]) => id)) })
  })

  return {
    isOffscreen: (id) => offscreen.has(id),
    placeholder: (id) => (offscreen.has(id) ? { height: `${heights.get(id)}px` } : undefined),
    vEntry: {
      mounted(element, { value }) {
        elements.set(element, value)
        observer.observe(element)
      },
      beforeUnmount(element) {
        observer.unobserve(element)
        elements.delete(element)
      },
    },
  }
}
