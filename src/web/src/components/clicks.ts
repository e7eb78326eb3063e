/**
 * Whether a click on a row hit a control in it: a link, a button, a form or a menu. Checks the event's path instead of its target,
 * because a button's handler may already have replaced the clicked element.
 */
export function isForControl(event: Event): boolean {
  const path = event.composedPath()
  return path.slice(0, path.indexOf(event.currentTarget!)).some((it) => it instanceof Element && it.matches('a, button, form, [role="menu"], dialog'))
}
