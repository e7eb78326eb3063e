import { expect, test } from 'vitest'
import displays from '../../../../tests/url-display.json'
import { entitiesOf, parse, shorten, type Piece } from './parse'

test('a text is split at its entities', () => {
  expect(parse('🐦 @ada likes #Birds: https://example.org/x.')).toEqual<Piece[]>([
    { kind: 'text', text: '🐦 ' },
    { kind: 'mention', text: '@ada', username: 'ada' },
    { kind: 'text', text: ' likes ' },
    { kind: 'hashtag', text: '#Birds', tag: 'birds' },
    { kind: 'text', text: ': ' },
    { kind: 'link', text: 'https://example.org/x', display: 'example.org/x', href: 'https://example.org/x' },
    { kind: 'text', text: '.' },
  ])
})

test('entities of the server go before those of the client', () =>
  expect(parse('@ada @ben', [{ kind: 'mention', start: 5, end: 9, key: 'bob' }])).toEqual<Piece[]>([
    { kind: 'text', text: '@ada ' },
    { kind: 'mention', text: '@ben', username: 'bob' },
  ]))

test('entities on the wire are in the order of the text, and a mention links to the name of today', () =>
  expect(parse('#a @ada b://', entitiesOf({
    mentions: [{ user_id: 1, username: 'countess', start: 3, end: 7 }], hashtags: [{ tag: 'a', start: 0, end: 2 }], urls: [],
  }))).toEqual<Piece[]>([
    { kind: 'hashtag', text: '#a', tag: 'a' },
    { kind: 'text', text: ' ' },
    { kind: 'mention', text: '@ada', username: 'countess' },
    { kind: 'text', text: ' b://' },
  ]))

const hrefs = (text: string): string[] => parse(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))

test('a link has the URL that a browser resolves', () => expect(hrefs('Https://münchen.example/ß')).toEqual(['https://xn--mnchen-3ya.example/%C3%9F']))

test('a host that no browser accepts is text', () => expect(hrefs('https://xn--a.example/')).toEqual([]))

test.each(displays)('$url is shown as $display', ({ url, display }) => expect(shorten(url)).toBe(display))
