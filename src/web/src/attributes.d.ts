import 'vue'

// Attributes that shortcuts and tests use to find elements, independent of text and style.
declare module 'vue' {
  interface HTMLAttributes {
    'data-action'?: string | undefined
    'data-count'?: string
    'data-tweet'?: number
    'data-entry'?: number
    'data-notification'?: string
    'data-message'?: number
    'data-scheduled'?: string
    'data-pictures'?: number
    'data-picture'?: number
    'data-part'?: number
  }
}
