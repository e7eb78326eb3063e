const FOCUSABLE = 'a[href]:not([tabindex="-1"]), button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex="0"]'

/**
 * Preserves the keyboard position. When the focused element is removed (a deleted tweet, a dismissed row, a one-time
 * button), moves the focus to the neighbouring element, or else to the start of the screen. Browsers drop the focus instead,
 * so the next Tab would start at the top of the page.
 */
export function preserveFocus(): void {
  let last: HTMLElement | null = null
  document.addEventListener('focusin', ({ target }) => { last = target as HTMLElement })
  // After a blur by the user, the element is still connected.
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
      const counterpart = [...node.querySelectorAll<HTMLElement>(FOCUSABLE)].find((it) => it.ariaLabel !== null && it.ariaLabel === lost.ariaLabel)
      const article = node.matches('[tabindex="0"]') ? node : node.querySelector<HTMLElement>('article')
      return article ?? counterpart ?? node.querySelector<HTMLElement>(FOCUSABLE)
    }
  }
  return null
}
