import type { Span } from '@kindred/language'

/** A file's text with its lines found, so that offsets can be told as lines and columns. */
export class FileText {
  readonly name: string
  readonly text: string
  readonly #starts: readonly number[]

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
    this.#starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(found => found.index + found[0].length)]
  }

  /** From `start` up to `end` (offsets in code units), cut at the end of the first line; columns in code points. */
  span(start: number, end: number): Span {
    const line = this.#lineOf(start)
    const from = this.#starts[line] ?? 0
    const rest = this.text.slice(start, Math.max(start, end))
    const within = /^[^\r\n]*/.exec(rest)?.[0] ?? ''
    return {
      line: line + 1,
      column: codePoints(this.text.slice(from, start)) + 1,
      length: codePoints(within.trimEnd()),
    }
  }

  #lineOf(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** The offset in code units of a line and column (both from 1, columns in code points). */
export function offsetOf(text: string, line: number, column: number): number {
  const lines = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(found => found.index + found[0].length)]
  const start = lines[line - 1] ?? text.length
  let offset = start
  for (let left = column - 1; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
