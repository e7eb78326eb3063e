import { onBeforeUnmount, onMounted, type ShallowRef } from 'vue'
import { openLayer } from '../browser/layer'

/** Shows a native dialog while its component is mounted. It traps the focus, closes on Escape and Back, and restores the focus. */
export function useDialog(dialog: Readonly<ShallowRef<HTMLDialogElement | null>>): void {
  let endLayer: (() => void) | undefined

  onMounted(() => {
    dialog.value?.showModal()
    endLayer = openLayer(() => dialog.value?.close())
  })

  // A dialog that is removed while it is open does not restore the focus.
  onBeforeUnmount(() => {
    dialog.value?.close()
    endLayer?.()
  })
}
