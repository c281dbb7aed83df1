import type { Problem } from '../ast/problem.ts'

export interface MarkedText {
  readonly text: string
  /** Where the marked part stands, one line assumed. */
  readonly column: number
  readonly length: number
}

/**
 * An expression with the place a problem must point at marked in it: `contry` in `‹contry› = "CZ"`.
 * Without marks the place is the whole text.
 */
export function markedText(marked: string): MarkedText {
  const characters = Array.from(marked)
  const start = characters.indexOf('‹')
  const end = characters.indexOf('›')
  const text = characters.filter(character => character !== '‹' && character !== '›').join('')
  if (start < 0 || end < 0) return { text, column: 1, length: characters.length }
  return { text, column: start + 1, length: end - start - 1 }
}

/** A text with the place of its problem marked as above. */
export function withMark(text: string, { span }: Problem): string {
  const lines = text.split('\n')
  const before = lines.slice(0, span.line - 1).reduce((sum, line) => sum + Array.from(line).length + 1, 0)
  const start = before + span.column - 1
  const characters = Array.from(text)
  const marked = characters.slice(start, start + span.length).join('')
  return `${characters.slice(0, start).join('')}‹${marked}›${characters.slice(start + span.length).join('')}`
}
