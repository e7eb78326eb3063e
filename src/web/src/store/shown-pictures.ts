import { reactive } from 'vue'

const shown = reactive(new Set<number>())

/** Whether the viewer asked for the sensitive pictures of a tweet. Lasts until the page is closed. */
export const arePicturesShown = (tweet: number): boolean => shown.has(tweet)

export function setPicturesShown(tweet: number, isShown: boolean): void {
  if (isShown) shown.add(tweet)
  else shown.delete(tweet)
}

export const clearShownPictures = (): void => shown.clear()
