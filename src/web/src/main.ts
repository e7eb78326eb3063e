import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/shell.css'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { preserveFocus } from './browser/focus'
import { watchLayers } from './browser/layer'
import { startLive } from './live/live'
import { router } from './router'
import { session, start } from './session/session'
import { composition } from './store/compose'
import { clearDrafts } from './store/drafts'
import { clearFeeds } from './store/feeds'
import { clearRequests } from './store/follow-requests'
import { clearInbox, loadUnread } from './store/inbox'
import { clearRelations } from './store/relations'
import { clearUsers } from './store/users'
import { applyTheme } from './store/theme'
import { clearThreads } from './store/threads'
import { syncTitle } from './store/title'
import { clearTweets } from './store/tweets'

applyTheme()

// One account must not see what the account before it loaded.
watch(() => session.me?.id, (id) => {
  if (id !== undefined) return void loadUnread().catch(() => undefined)
  composition.value = null
  for (const clear of [clearFeeds, clearThreads, clearRelations, clearInbox, clearRequests, clearUsers, clearTweets, clearDrafts]) clear()
})

// The router guards depend on the session, so restore it first.
await start()
startLive()
syncTitle()
preserveFocus()
createApp(App).use(router).mount('#app')
void router.isReady().then(watchLayers)
