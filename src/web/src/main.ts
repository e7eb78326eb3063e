import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/shell.css'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { keepFocus } from './browser/focus'
import { watchLayers } from './browser/layer'
import { keepLive } from './live/live'
import { router } from './router'
import { session, start } from './session/session'
import { composition } from './store/compose'
import { forgetDrafts } from './store/drafts'
import { forgetFeeds } from './store/feeds'
import { forgetFollows } from './store/follows'
import { forgetInbox, loadUnread } from './store/inbox'
import { forgetPeople } from './store/people'
import { applyTheme } from './store/theme'
import { keepTitle } from './store/title'
import { forgetAllTweets } from './store/tweets'

applyTheme()

// What one person saw is not the next one's.
watch(() => session.me?.id, (id) => {
  if (id !== undefined) return void loadUnread().catch(() => undefined)
  composition.value = null
  for (const forget of [forgetFeeds, forgetFollows, forgetInbox, forgetPeople, forgetAllTweets, forgetDrafts]) forget()
})

// The router guards by who is logged in, so that is found out first.
await start()
keepLive()
keepTitle()
keepFocus()
createApp(App).use(router).mount('#app')
void router.isReady().then(watchLayers)
