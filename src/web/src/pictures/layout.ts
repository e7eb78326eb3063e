/** The narrowest and the widest shape of a picture that is shown alone, width by height. Others are cut. */
const NARROWEST = 3 / 4
const WIDEST = 2

type Size = { width: number; height: number }

/** The aspect ratio of the box of a picture that is shown alone. */
export const ratioOf = ({ width, height }: Size): number => Math.min(WIDEST, Math.max(NARROWEST, width / height || 1))

/** The width and height of a small picture of the same shape, at most `most` wide and high. */
export function fitInto({ width, height }: Size, most: number): Size {
  const scale = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The 96 × 96 version of an avatar. */
export const smallAvatar = (url: string): string => url.replace(/(\.\w+)$/, '-small$1')
