import { watch } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { routes } from './routes'
import { session } from './session/session'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  // Lists are kept in memory, so a screen one comes back to has its height at once and the old place exists.
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach((to) => {
  if (session.phase === 'out' && to.meta['isPublic'] !== true)
    return { name: 'login', query: to.name === 'home' ? {} : { next: to.fullPath } }
  if (session.phase === 'in' && to.meta['isPublic'] === true) return { name: 'home' }
  return true
})

router.afterEach((to) => {
  const title = to.meta['title'] ?? (to.params['username'] === undefined ? undefined : `@${String(to.params['username'])}`)
  document.title = title === undefined ? 'Linnet' : `${String(title)} · Linnet`
})

/** Where somebody who has just logged in wanted to go. A path of ours and nothing else: the query is anybody's to write. */
function destination(): string {
  const next = router.currentRoute.value.query['next']
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'
}

/** Whoever did not leave on purpose goes on where they were. */
const comeBack = (): { next?: string } =>
  session.ended === null || router.currentRoute.value.name === 'home' ? {} : { next: router.currentRoute.value.fullPath }

/** Follows the session: to the log-in when it ends, in another tab perhaps, and back again. */
watch(() => session.phase, (phase) => {
  const isPublic = router.currentRoute.value.meta['isPublic'] === true
  if (phase === 'out' && !isPublic) void router.push({ name: 'login', query: comeBack() })
  if (phase === 'in' && isPublic) void router.push(destination())
})
