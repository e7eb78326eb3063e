/**
 * The decoder of https://blurha.sh: a few components of a cosine transform in linear light, as text in base 83. The server has
 * the encoder (`Media/Processing/BlurHash.cs`).
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~'

type Rgb = [number, number, number]

type Components = { across: number; down: number; factors: Rgb[] }

/** The pixels of a blurred picture, four bytes each, row by row; null if the text is not a BlurHash. */
export function decodeBlurhash(hash: string, width: number, height: number): Uint8ClampedArray<ArrayBuffer> | null {
  const components = read(hash)
  if (components === null) return null
  const { across, down, factors } = components
  const columns = cosines(across, width)
  const rows = cosines(down, height)
  const pixels = new Uint8ClampedArray(width * height * 4)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      for (let band = 0; band < 3; band++) {
        let light = 0
        for (let j = 0; j < down; j++)
          for (let i = 0; i < across; i++) light += factors[j * across + i]![band]! * columns[i]![x]! * rows[j]![y]!
        pixels[at + band] = toSrgb(light)
      }
      pixels[at + 3] = 255
    }
  }
  return pixels
}

function read(hash: string): Components | null {
  if (hash.length < 6 || [...hash].some((digit) => !DIGITS.includes(digit))) return null
  const size = numberAt(hash, 0, 1)
  const [across, down] = [(size % 9) + 1, Math.floor(size / 9) + 1]
  if (hash.length !== 4 + 2 * across * down) return null
  const range = (numberAt(hash, 1, 1) + 1) / 166
  const average = numberAt(hash, 2, 4)
  const factors: Rgb[] = [[toLinear(average >> 16), toLinear((average >> 8) & 255), toLinear(average & 255)]]
  for (let at = 6; at < hash.length; at += 2) {
    const value = numberAt(hash, at, 2)
    factors.push([unpack(Math.floor(value / 361), range), unpack(Math.floor(value / 19) % 19, range), unpack(value % 19, range)])
  }
  return { across, down, factors }
}

const numberAt = (hash: string, start: number, length: number): number =>
  [...hash.slice(start, start + length)].reduce((value, digit) => value * 83 + DIGITS.indexOf(digit), 0)

/** Of each component, its value at each of `length` pixels. */
const cosines = (count: number, length: number): number[][] =>
  Array.from({ length: count }, (_, component) => Array.from({ length }, (__, at) => Math.cos((Math.PI * component * at) / length)))

function unpack(value: number, range: number): number {
  const signed = (value - 9) / 9
  return Math.sign(signed) * signed * signed * range
}

function toLinear(value: number): number {
  const v = value / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
}

function toSrgb(light: number): number {
  const v = Math.min(1, Math.max(0, light))
  return Math.floor((v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055) * 255 + 0.5)
}
