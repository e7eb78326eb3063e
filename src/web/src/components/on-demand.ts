import { defineAsyncComponent, type Component } from 'vue'
import { showToast } from '../store/toasts'

/** A component that is loaded when it is first shown. After an upgrade of the server, an open page asks for a file that is gone. */
export function onDemand<T extends Component>(load: () => Promise<T>, onFailed?: () => void): T {
  return defineAsyncComponent({
    loader: load as never,
    onError: (_error, _retry, fail) => {
      showToast('A part of the page did not load. Reload the page and try again.', true)
      onFailed?.()
      fail()
    },
  }) as T
}
