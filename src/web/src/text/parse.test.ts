import { expect, test } from 'vitest'
import entities from '../../../../tests/entities.json'
import { countCodePoints } from './count'
import { parse, shorten, type Piece } from './parse'

type Place = { start: number; end: number }
type Case = {
  name: string
  text: string
  mentions: (Place & { username: string })[]
  hashtags: (Place & { tag: string })[]
  urls: (Place & { url: string })[]
}

// Outside the client, because they apply to all programs that find entities in text.
const cases: Case[] = entities

function entitiesOf(text: string): Omit<Case, 'name' | 'text'> {
  const found: Omit<Case, 'name' | 'text'> = { mentions: [], hashtags: [], urls: [] }
  let start = 0
  for (const piece of parse(text)) {
    const end = start + countCodePoints(piece.text)
    if (piece.kind === 'mention') found.mentions.push({ username: piece.username, start, end })
    if (piece.kind === 'hashtag') found.hashtags.push({ tag: piece.text.slice(1), start, end })
    if (piece.kind === 'link') found.urls.push({ url: piece.text, start, end })
    start = end
  }
  return found
}

test.each(cases.map((it) => [it.name, it] as const))('%s', (_, { text, mentions, hashtags, urls }) =>
  expect(entitiesOf(text)).toEqual({ mentions, hashtags, urls }))

test.each(cases.map((it) => it.text))('the joined pieces of %j are the text', (text) =>
  expect(parse(text).map((piece) => piece.text).join('')).toBe(text))

const hrefs = (text: string): string[] => parse(text).flatMap((piece: Piece) => (piece.kind === 'link' ? [piece.href] : []))

test('a link has the URL that a browser resolves', () => expect(hrefs('Https://münchen.example/ß')).toEqual(['https://xn--mnchen-3ya.example/%C3%9F']))

test('a long link is shortened', () => {
  expect(shorten('Https://www.example.org/')).toBe('example.org')
  expect(shorten(`https://example.org/${'x'.repeat(100)}`)).toHaveLength(40)
})
