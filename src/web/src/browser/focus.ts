const FOCUSABLE = 'a[href]:not([tabindex="-1"]), button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * Keeps the keyboard's place: when what has the focus goes away (a tweet that was deleted, a row that was dismissed, a
 * button that was for one use), the focus goes to the neighbour that took its place, or else to the beginning of the screen.
 * The browser itself would drop it, and the next Tab would start from the top of the page.
 */
export function preserveFocus(): void {
  let last: HTMLElement | null = null
  document.addEventListener('focusin', ({ target }) => { last = target as HTMLElement })
  // A blur that the reader made leaves the element where it is.
  new MutationObserver((records) => {
    if (last === null || last.isConnected || !isLost()) return
    const lost = last
    const record = records.find(({ removedNodes }) => [...removedNodes].some((node) => node.contains(lost)))
    last = null
    ;(neighbourOf(record, lost) ?? document.getElementById('main'))?.focus({ preventScroll: true })
  }).observe(document.body, { childList: true, subtree: true })
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body

function neighbourOf(record: MutationRecord | undefined, lost: HTMLElement): HTMLElement | null {
  for (const direction of ['nextSibling', 'previousSibling'] as const) {
    for (let node: Node | null = record?.[direction] ?? null; node !== null; node = node[direction]) {
      if (!(node instanceof HTMLElement) || !node.matches('article, li, [data-entry]')) continue
      const likewise = [...node.querySelectorAll<HTMLElement>(FOCUSABLE)].find((it) => it.ariaLabel !== null && it.ariaLabel === lost.ariaLabel)
      const article = node.matches('[tabindex="0"]') ? node : node.querySelector<HTMLElement>('article')
      return article ?? likewise ?? node.querySelector<HTMLElement>(FOCUSABLE)
    }
  }
  return null
}
