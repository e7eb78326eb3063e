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
import { clearConversations, countMessages } from './store/conversations'
import { clearDrafts } from './store/drafts'
import { clearFeeds } from './store/feeds'
import { clearRequests } from './store/follow-requests'
import { clearInbox, loadUnread } from './store/inbox'
import { clearMessageThreads } from './store/message-threads'
import { clearPictures } from './store/pictures'
import { recipients } from './store/recipients'
import { clearRelations } from './store/relations'
import { clearSavedDrafts } from './store/saved-drafts'
import { clearUsers } from './store/users'
import { clearScheduled } from './store/scheduled'
import { clearShownPictures } from './store/shown-pictures'
import { applyTheme } from './store/theme'
import { clearThreads } from './store/threads'
import { syncTitle } from './store/title'
import { clearTweets } from './store/tweets'
import { viewed } from './store/viewer'

applyTheme()

// One account must not see what the account before it loaded.
watch(() => session.me?.id, (id) => {
  if (id !== undefined) return void Promise.allSettled([loadUnread(), countMessages()])
  composition.value = null
  recipients.value = null
  viewed.value = null
  for (const clear of [clearFeeds, clearRelations, clearInbox, clearConversations, clearMessageThreads, clearThreads, clearRequests, clearUsers, clearTweets, clearDrafts, clearSavedDrafts, clearScheduled, clearPictures, clearShownPictures]) clear()
})

// The router guards depend on the session, so restore it first.
await start()
startLive()
syncTitle()
preserveFocus()
createApp(App).use(router).mount('#app')
void router.isReady().then(watchLayers)
