import { expect, test } from 'vitest'
import { parse, shorten, type Piece } from './parse'

const links = (text: string): string[] => parse(text).flatMap((piece) => (piece.kind === 'link' ? [piece.text] : []))
const kinds = (text: string): Piece['kind'][] => parse(text).map((piece) => piece.kind)

test('mentions, hashtags and links are told from text', () => {
  expect(parse('Hi @ada, see https://example.org/a#b #news')).toEqual([
    { kind: 'text', text: 'Hi ' },
    { kind: 'mention', text: '@ada', username: 'ada' },
    { kind: 'text', text: ', see ' },
    { kind: 'link', text: 'https://example.org/a#b', href: 'https://example.org/a#b' },
    { kind: 'text', text: ' ' },
    { kind: 'hashtag', text: '#news' },
  ])
})

test.each([
  ['(see https://example.org/x).', 'https://example.org/x'],
  ['https://en.wikipedia.org/wiki/Linnet_(bird)', 'https://en.wikipedia.org/wiki/Linnet_(bird)'],
  ['“https://example.org/?q=1”', 'https://example.org/?q=1'],
])('in %j the link is %j', (text, link) => expect(links(text)).toEqual([link]))

test.each(['javascript:alert(1)', 'data:text/html,<b>', 'https://', 'http://[', '<img src=x onerror=alert(1)>', 'vbscript:x'])(
  '%j is text', (text) => expect(kinds(text)).toEqual(['text']))

test.each(['ada@example.org', '@@ada', 'a/@ada', '#1234', 'x#tag', '&#x27;'])('%j holds neither mention nor hashtag', (text) =>
  expect(kinds(text)).toEqual(['text']))

test('hashtags may be in any script', () => expect(parse('#花见')).toEqual([{ kind: 'hashtag', text: '#花见' }]))

test('joined, the pieces are the text again', () => {
  for (const text of ['', 'a\nb', '@a#b https://c.d/e. #f', '<script>@x</script>', 'https://a.b https://a.b', '\u202e@ada'])
    expect(parse(text).map((piece) => piece.text).join('')).toBe(text)
})

test('a long link is shown short', () => {
  expect(shorten('https://www.example.org/')).toBe('example.org')
  expect(shorten(`https://example.org/${'x'.repeat(100)}`)).toHaveLength(40)
})
