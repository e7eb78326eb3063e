import type { RouteRecordRaw } from 'vue-router'
import BlocksScreen from './screens/BlocksScreen.vue'
import BookmarksScreen from './screens/BookmarksScreen.vue'
import ConversationScreen from './screens/ConversationScreen.vue'
import DraftsScreen from './screens/DraftsScreen.vue'
import ExploreScreen from './screens/ExploreScreen.vue'
import FollowsScreen from './screens/FollowsScreen.vue'
import HiddenRepliesScreen from './screens/HiddenRepliesScreen.vue'
import HistoryScreen from './screens/HistoryScreen.vue'
import HomeScreen from './screens/HomeScreen.vue'
import InboxScreen from './screens/InboxScreen.vue'
import LikersScreen from './screens/LikersScreen.vue'
import ListMembersScreen from './screens/ListMembersScreen.vue'
import ListScreen from './screens/ListScreen.vue'
import ListsScreen from './screens/ListsScreen.vue'
import LoginScreen from './screens/LoginScreen.vue'
import MessagesScreen from './screens/MessagesScreen.vue'
import MissingScreen from './screens/MissingScreen.vue'
import MutesScreen from './screens/MutesScreen.vue'
import PeopleScreen from './screens/PeopleScreen.vue'
import ProfileScreen from './screens/ProfileScreen.vue'
import QuotesScreen from './screens/QuotesScreen.vue'
import RequestsScreen from './screens/RequestsScreen.vue'
import ScheduledScreen from './screens/ScheduledScreen.vue'
import SignupScreen from './screens/SignupScreen.vue'
import TagScreen from './screens/TagScreen.vue'
import TweetScreen from './screens/TweetScreen.vue'

/**
 * Almost all screens are in one bundle: a page opened before a server upgrade never requests a chunk that no longer exists. Those
 * of the settings are loaded on demand, because their forms are large and seldom used; the router reloads the page if their chunk
 * is gone.
 *
 * No path is also an API path. The server has the same list in `WebClientEndpoints.Screens`.
 */
export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: HomeScreen, meta: { title: 'Home' } },
  { path: '/login', name: 'login', component: LoginScreen, meta: { title: 'Log in', isPublic: true } },
  { path: '/signup', name: 'signup', component: SignupScreen, meta: { title: 'Sign up', isPublic: true } },
  { path: '/explore', name: 'explore', component: ExploreScreen, meta: { title: 'Explore' } },
  { path: '/people', name: 'people', component: PeopleScreen, meta: { title: 'People' } },
  { path: '/inbox', name: 'inbox', component: InboxScreen, meta: { title: 'Notifications' } },
  { path: '/my/bookmarks', name: 'bookmarks', component: BookmarksScreen, meta: { title: 'Bookmarks' } },
  { path: '/my/drafts', name: 'drafts', component: DraftsScreen, meta: { title: 'Drafts' } },
  { path: '/my/lists', name: 'lists', component: ListsScreen, meta: { title: 'Lists' } },
  { path: '/my/scheduled', name: 'scheduled', component: ScheduledScreen, meta: { title: 'Scheduled' } },
  { path: '/list/:id(\\d+)', name: 'list', component: ListScreen, props: true, meta: { title: 'List' } },
  { path: '/list/:id(\\d+)/members', name: 'list-members', component: ListMembersScreen, props: true, meta: { title: 'Members' } },
  { path: '/settings', name: 'settings', component: () => import('./screens/SettingsScreen.vue'), meta: { title: 'Settings' } },
  { path: '/settings/blocks', name: 'blocks', component: BlocksScreen, meta: { title: 'Blocked people' } },
  { path: '/settings/mutes', name: 'mutes', component: MutesScreen, meta: { title: 'Muted people' } },
  { path: '/settings/filters', name: 'filters', component: () => import('./screens/FiltersScreen.vue'), meta: { title: 'Filters' } },
  { path: '/settings/transfer', name: 'transfer', component: () => import('./screens/TransferScreen.vue'), meta: { title: 'Export and import' } },
  { path: '/inbox/requests', name: 'requests', component: RequestsScreen, meta: { title: 'Follow requests' } },
  { path: '/messages', name: 'messages', component: MessagesScreen, props: ({ query }) => ({ kind: 'accepted', words: typeof query.q === 'string' ? query.q.trim() : '' }), meta: { title: 'Messages' } },
  { path: '/messages/requests', name: 'message-requests', component: MessagesScreen, props: { kind: 'requests' }, meta: { title: 'Message requests' } },
  { path: '/messages/:id(\\d+)', name: 'conversation', component: ConversationScreen, props: true, meta: { title: 'Conversation', isFull: true } },
  { path: '/tweet/:id(\\d+)', name: 'tweet', component: TweetScreen, props: true, meta: { title: 'Tweet' } },
  { path: '/tweet/:id(\\d+)/likes', name: 'likes', component: LikersScreen, props: true, meta: { title: 'Likes' } },
  { path: '/tweet/:id(\\d+)/reposts', name: 'reposts', component: LikersScreen, props: true, meta: { title: 'Reposts' } },
  { path: '/tweet/:id(\\d+)/quotes', name: 'quotes', component: QuotesScreen, props: true, meta: { title: 'Quotes' } },
  { path: '/tweet/:id(\\d+)/hidden', name: 'hidden-replies', component: HiddenRepliesScreen, props: true, meta: { title: 'Hidden replies' } },
  { path: '/tweet/:id(\\d+)/history', name: 'history', component: HistoryScreen, props: true, meta: { title: 'Edit history' } },
  { path: '/tag/:tag', name: 'tag', component: TagScreen, props: true },
  { path: '/@:username', name: 'profile', component: ProfileScreen, props: true },
  { path: '/@:username/followers', name: 'followers', component: FollowsScreen, props: true },
  { path: '/@:username/following', name: 'following', component: FollowsScreen, props: true },
  { path: '/:rest(.*)*', name: 'missing', component: MissingScreen, meta: { title: 'Not found', isForAll: true } },
]
