import 'vue'

// What shortcuts and tests find things by, whatever their text and looks.
declare module 'vue' {
  interface HTMLAttributes {
    'data-action'?: string | undefined
    'data-count'?: string
    'data-tweet'?: number
    'data-entry'?: number
    'data-notification'?: string
  }
}
