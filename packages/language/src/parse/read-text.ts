import { problem } from '../ast/problems/problem-table.ts'
import type { TextCursor } from './text-cursor.ts'

/** What closes a text, by what opens it. Only the first is ours; the others are read to say so. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '„': '“”',
  '‘': '’',
  '‚': '‘’',
  '«': '»',
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t' }

export function opensText(character: string): boolean {
  return Object.hasOwn(CLOSING, character)
}

/** Reads a text in quotes, in composed form (NFC); what is wrong with it goes to the cursor's problems. */
export function readText(cursor: TextCursor): string {
  const mark = cursor.mark()
  const opening = cursor.peek()
  const closing = CLOSING[opening] ?? opening
  cursor.advance()
  let value = ''
  while (!cursor.atEnd() && cursor.peek() !== '\n' && !closing.includes(cursor.peek())) {
    value += cursor.peek() === '\\' ? readEscape(cursor) : readCharacter(cursor)
  }
  if (cursor.atEnd() || cursor.peek() === '\n') {
    const given = cursor.characters.slice(mark.start, mark.start + 12).join('')
    cursor.problems.push(problem('unterminated_text', cursor.spanFrom(mark), { given }))
    return value.normalize('NFC')
  }
  cursor.advance()
  if (opening !== '"') {
    const found = { given: cursor.textFrom(mark), write: `"${value.replaceAll('"', '\\"')}"` }
    cursor.problems.push(problem('other_quotes', cursor.spanFrom(mark), found))
  }
  return value.normalize('NFC')
}

function readCharacter(cursor: TextCursor): string {
  const mark = cursor.mark()
  const character = cursor.peek()
  cursor.advance()
  if (character.isWellFormed()) return character
  cursor.problems.push(problem('broken_character', cursor.spanFrom(mark), {}))
  return ''
}

function readEscape(cursor: TextCursor): string {
  const mark = cursor.mark()
  cursor.advance()
  const letter = cursor.peek()
  if (letter === 'u' && cursor.peek(1) === '{') return readCodePoint(cursor, mark)
  const escaped = ESCAPES[letter]
  if (!cursor.atEnd() && letter !== '\n') cursor.advance()
  if (escaped !== undefined) return escaped
  cursor.problems.push(problem('bad_escape', cursor.spanFrom(mark), { given: cursor.textFrom(mark) }))
  return ''
}

function readCodePoint(cursor: TextCursor, mark: { start: number; line: number; column: number }): string {
  cursor.advance(2)
  const digits = cursor.takeWhile(character => /[0-9A-Fa-f]/.test(character))
  const closed = cursor.peek() === '}'
  if (closed) cursor.advance()
  const code = Number.parseInt(digits, 16)
  const isCharacter = closed && digits.length <= 6 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  if (isCharacter) return String.fromCodePoint(code)
  cursor.problems.push(problem('bad_escape', cursor.spanFrom(mark), { given: cursor.textFrom(mark) }))
  return ''
}
