import { styleText } from 'node:util'
import { expect, test } from 'vitest'
import { printable } from './printable.ts'

test.each([
  ['clears the screen', 'a\x1b[2Jb', 'a␛[2Jb'],
  ['sets a title', '\x1b]0;mine\x07', '␛]0;mine␇'],
  ['goes back on its line', 'good\rbad', 'good␍bad'],
  ['is a control character of eight bits', 'a\u009b2Jb', 'a\ufffd2Jb'],
  ['is deleted', 'a\x7f\x00', 'a␡␀'],
])('a value that %s is only read', (_, given, shown) => {
  expect(printable(given)).toBe(shown)
})

test('colours, lines and tabs pass, and any letter', () => {
  const text = `${styleText('red', 'é\t😀', { validateStream: false })}\n`
  expect(printable(text)).toBe(text)
})
