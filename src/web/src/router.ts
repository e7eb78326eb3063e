import { watch } from 'vue'
import { createRouter, createWebHistory, type LocationQueryRaw } from 'vue-router'
import { closeLayers } from './browser/layer'
import { routes } from './routes'
import { session } from './session/session'
import { screenTitle } from './store/title'
import { showErrorToast } from './store/toasts'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // Lists stay in memory, so a screen has its full height at once when the user returns to it.
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach((to) => {
  if (to.meta['isForAll'] === true) return true
  if (session.phase === 'out' && to.meta['isPublic'] !== true)
    return { name: 'login', query: queryFor(to.fullPath) }
  if (session.phase === 'in' && to.meta['isPublic'] === true) return { name: 'home' }
  return true
})

router.afterEach((to, from) => {
  const title = to.meta['title'] ?? (to.params['username'] === undefined ? null : `@${String(to.params['username'])}`)
  screenTitle.value = title === null ? null : String(title)
  if (to.path !== from.path) closeLayers()
})

// A page opened before an upgrade asks for a file that is gone: the new version of the page has another one. Not for the first
// screen of a page, which would reload for ever.
router.onError((error, to, from) => {
  if (from.matched.length > 0 && navigator.onLine) location.assign(to.fullPath)
  else showErrorToast('The screen did not load.', error)
})

const queryFor = (path: string): LocationQueryRaw => (path === '/' ? {} : { next: path })

/** Where to go after logging in. Accepts only local paths, because anyone can write the query. */
function destination(): string {
  const next = router.currentRoute.value.query['next']
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}

/** Returns to the current page after the next log-in, unless the user logged out. */
const returnQuery = (): LocationQueryRaw => (session.ended === null ? {} : queryFor(router.currentRoute.value.fullPath))

/**
 * Shows the log-in form when the session ends, also in another tab, and leaves it when a session starts. Replaces the
 * history entry, so that Back does not return to the form.
 */
watch(() => session.phase, (phase) => {
  const { meta } = router.currentRoute.value
  if (phase === 'out' && meta['isPublic'] !== true && meta['isForAll'] !== true) void router.replace({ name: 'login', query: returnQuery() })
  if (phase === 'in' && meta['isPublic'] === true) void router.replace(destination())
})
