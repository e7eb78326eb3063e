import { expect, test } from 'vitest'
import { parse, shorten, type Piece } from './parse'

test('a text is split at its entities', () => {
  expect(parse('🐦 @ada likes #Birds: https://example.org/x.')).toEqual<Piece[]>([
    { kind: 'text', text: '🐦 ' },
    { kind: 'mention', text: '@ada', username: 'ada' },
    { kind: 'text', text: ' likes ' },
    { kind: 'hashtag', text: '#Birds', tag: 'birds' },
    { kind: 'text', text: ': ' },
    { kind: 'link', text: 'https://example.org/x', href: 'https://example.org/x' },
    { kind: 'text', text: '.' },
  ])
})

test('entities of the server go before those of the client', () =>
  expect(parse('@ada @ben', [{ kind: 'mention', start: 5, end: 9, key: 'bob' }])).toEqual<Piece[]>([
    { kind: 'text', text: '@ada ' },
    { kind: 'mention', text: '@ben', username: 'bob' },
  ]))

const hrefs = (text: string): string[] => parse(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []))

test('a link has the URL that a browser resolves', () => expect(hrefs('Https://münchen.example/ß')).toEqual(['https://xn--mnchen-3ya.example/%C3%9F']))

test('a host that no browser accepts is text', () => expect(hrefs('https://xn--a.example/')).toEqual([]))

test('a long link is shortened', () => {
  expect(shorten('Https://www.example.org/')).toBe('example.org')
  expect(shorten(`https://example.org/${'x'.repeat(100)}`)).toHaveLength(40)
})
