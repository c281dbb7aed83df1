import type { Problem } from '../ast/problem.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { readNumeric } from './read-number.ts'
import { opensText, readText } from './read-text.ts'
import { shorten } from './shorten.ts'
import { TextCursor } from './text-cursor.ts'
import type { Token } from './token.ts'

const SYMBOLS: ReadonlySet<string> = new Set('<= >= != ~= = < > + - * / ( ) , . %'.split(' '))

/** Operators people bring along from other languages, and what they are here. */
const OTHER_NOTATION: Readonly<Record<string, string>> = {
  '===': '=',
  '!==': '!=',
  '==': '=',
  '<>': '!=',
  '=<': '<=',
  '=>': '>=',
  '=~': 'matches',
  '&&': 'and',
  '||': 'or',
  '!': 'not',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '−': '-',
  '–': '-',
  '×': '*',
  '÷': '/',
  '&': 'and',
  '|': 'or',
  '[': '(',
  ']': ')',
  ';': ',',
}

export interface Tokens {
  /** The last is of kind `end`. */
  readonly tokens: readonly Token[]
  readonly characters: readonly string[]
  readonly problems: readonly Problem[]
}

/** Cuts a text into its tokens. Anything that is none is a problem, and is passed over or read as what was meant. */
export function tokenize(text: string): Tokens {
  const cursor = new TextCursor(text)
  const tokens: Token[] = []
  skipSpace(cursor)
  while (!cursor.atEnd()) {
    const token = readToken(cursor)
    if (token !== undefined) tokens.push(token)
    skipSpace(cursor)
  }
  const { start, line, column } = cursor.mark()
  tokens.push({ kind: 'end', text: '', start, end: start, line, column })
  return { tokens, characters: cursor.characters, problems: cursor.problems }
}

function skipSpace(cursor: TextCursor): void {
  cursor.takeWhile(character => /[ \t\r\n\u00a0\ufeff]/.test(character))
}

function readToken(cursor: TextCursor): Token | undefined {
  const mark = cursor.mark()
  const first = cursor.peek()
  const finish = () => ({ ...mark, end: cursor.position, text: cursor.textFrom(mark) })
  if (/[0-9]/.test(first)) {
    const numeric = readNumeric(cursor)
    return { ...numeric, ...finish() }
  }
  if (opensText(first)) {
    const value = readText(cursor)
    return { kind: 'text', value, ...finish() }
  }
  if (/[\p{L}_]/u.test(first)) return readName(cursor)
  return readSymbol(cursor)
}

function readName(cursor: TextCursor): Token {
  const mark = cursor.mark()
  const text = cursor.takeWhile(character => /[\p{L}\p{M}\p{N}_]/u.test(character))
  if (!/^[A-Za-z0-9_]+$/.test(text)) {
    cursor.problems.push(problem('bad_name', cursor.spanFrom(mark), { given: shorten(text, 40) }))
  }
  return { kind: 'name', text, ...mark, end: cursor.position }
}

function readSymbol(cursor: TextCursor): Token | undefined {
  const mark = cursor.mark()
  for (const length of [3, 2, 1]) {
    const given = cursor.lookingAt(length)
    if (SYMBOLS.has(given)) {
      cursor.advance(length)
      return { kind: 'symbol', text: given, ...mark, end: cursor.position }
    }
    const write = Object.hasOwn(OTHER_NOTATION, given) ? OTHER_NOTATION[given] : undefined
    if (write !== undefined) {
      cursor.advance(length)
      cursor.problems.push(problem('other_notation', cursor.spanFrom(mark), { given, write }))
      return { kind: /^[a-z]/.test(write) ? 'name' : 'symbol', text: write, ...mark, end: cursor.position }
    }
  }
  const given = cursor.peek()
  cursor.advance()
  const shown = /\p{C}/u.test(given) ? `The character U+${hex(given)}` : `'${given}'`
  cursor.problems.push(problem('unexpected_character', cursor.spanFrom(mark), { given: shown }))
  return undefined
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
}
