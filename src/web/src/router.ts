import { watch } from 'vue'
import { createRouter, createWebHistory, type LocationQueryRaw } from 'vue-router'
import { closeLayers } from './browser/layer'
import { routes } from './routes'
import { session } from './session/session'
import { screenTitle } from './store/title'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // Lists are kept in memory, so a screen one comes back to has its height at once and the old place exists.
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

const queryFor = (path: string): LocationQueryRaw => (path === '/' ? {} : { next: path })

/** Where somebody who has just logged in wanted to go. A path of ours and nothing else: the query is anybody's to write. */
function destination(): string {
  const next = router.currentRoute.value.query['next']
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}

/** Whoever did not leave on purpose goes on where they were. */
const comeBack = (): LocationQueryRaw => (session.ended === null ? {} : queryFor(router.currentRoute.value.fullPath))

/**
 * Follows the session: to the log-in when it ends, in another tab perhaps, and back again. The form is replaced by what it
 * led to: Back leads to where one was before.
 */
watch(() => session.phase, (phase) => {
  const { meta } = router.currentRoute.value
  if (phase === 'out' && meta['isPublic'] !== true && meta['isForAll'] !== true) void router.replace({ name: 'login', query: comeBack() })
  if (phase === 'in' && meta['isPublic'] === true) void router.replace(destination())
})
