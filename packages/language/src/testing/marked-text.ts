import type { Problem } from '../ast/problem.ts'

/** A text with the place that a problem points at marked in it: `‹contry› = "CZ"`. */
export function withMark(text: string, { span }: Problem): string {
  const lines = text.split('\n')
  const before = lines.slice(0, span.line - 1).reduce((sum, line) => sum + Array.from(line).length + 1, 0)
  const start = before + span.column - 1
  const end = start + span.length
  const characters = Array.from(text)
  const part = (from: number, to?: number) => characters.slice(from, to).join('')
  return `${part(0, start)}‹${part(start, end)}›${part(end)}`
}
