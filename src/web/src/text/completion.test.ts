import { expect, test } from 'vitest'
import { complete, tokenAt } from './completion'

/** `|` is the caret. */
const at = (text: string): string | null => {
  const token = tokenAt(text.replace('|', ''), text.indexOf('|'))
  return token === null ? null : `${token.kind} ${token.prefix} ${token.start}-${token.end}`
}

test.each([
  ['@ad|', 'user ad 0-3'],
  ['Hi @Ad_1|', 'user Ad_1 3-8'],
  ['(@ad| said', 'user ad 1-4'],
  ['。@ad|', 'user ad 1-4'],
  ['#loo|', 'tag loo 0-4'],
  ['new ＃機械|', 'tag 機械 4-7'],
  ['#loo| rest', 'tag loo 0-4'],
])('%s is completed', (text, token) => expect(at(text)).toBe(token))

test.each(['@|', 'ada@ex|', 'a/@ad|', '@@ad|', '@ad|a', '@ad |', '#|', 'a#b|', '&#39|', '##b|', '@adä|', ''])('%s is not', (text) => expect(at(text)).toBeNull())

test('what is chosen replaces the token, and a space follows once', () => {
  expect(complete('Hi @ad', tokenAt('Hi @ad', 6)!, 'ada')).toEqual({ text: 'Hi @ada ', caret: 8 })
  expect(complete('Hi @ad there', tokenAt('Hi @ad there', 6)!, 'ada')).toEqual({ text: 'Hi @ada there', caret: 8 })
  expect(complete('#Loo, yes', tokenAt('#Loo, yes', 4)!, 'looms')).toEqual({ text: '#looms , yes', caret: 7 })
})
