import { onBeforeUnmount, shallowReactive, type CSSProperties, type ObjectDirective } from 'vue'

// Two screens or so each way: what is scrolled to is drawn before it is seen.
const MARGIN = '1500px 0px'

/** How a list was left: how high each of its entries is, and which were drawn. */
type Layout = { heights: Map<number, number>; drawn: Set<number> }

const layouts = new WeakMap<object, Layout>()

/**
 * Draws of a long list what is near the screen, and keeps the rest as empty placeholder of the same height: a list of 500 tweets
 * costs what 20 do, and one comes back to the place that was left. `content-visibility` does less: it spares layout and
 * painting, and two thirds of the time goes into making the elements.
 *
 * @param list what the layout is remembered for
 */
export function useVirtualList(list: object): {
  isOffscreen: (id: number) => boolean
  placeholder: (id: number) => CSSProperties | undefined
  vEntry: ObjectDirective<HTMLElement, number>
} {
  const { heights, drawn } = layouts.get(list) ?? { heights: new Map<number, number>(), drawn: new Set<number>() }
  const offscreen = shallowReactive(new Set([...heights.keys()].filter((id) => !drawn.has(id))))
  const elements = new Map<Element, number>()

  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting, boundingClientRect } of changes) {
      const id = elements.get(target)
      if (id === undefined) continue
      if (isIntersecting) offscreen.delete(id)
      // The keyboard's place stays.
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
    layouts.set(list, { heights, drawn: new Set(shown.map(([, id]) => id)) })
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
