/**
 * Whether a click on a row was meant for something in it: a link, a button, a menu. Asked of the path that the click took, not
 * of its target: a button's own work may have redrawn it, and what was clicked is then nowhere any more.
 */
export function isForControl(event: Event): boolean {
  const path = event.composedPath()
  return path.slice(0, path.indexOf(event.currentTarget!)).some((it) => it instanceof Element && it.matches('a, button, [role="menu"], dialog'))
}
