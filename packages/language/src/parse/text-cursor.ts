import type { Problem } from '../ast/problem.ts'
import type { Span } from '../ast/span.ts'

/** Where the reading of a text stands. Counts code points, so that an emoji is one column. */
export class TextCursor {
  readonly problems: Problem[] = []
  readonly characters: readonly string[]
  position = 0
  private line = 1
  private lineStart = 0

  constructor(text: string) {
    this.characters = Array.from(text)
  }

  /** The character `ahead` of the current one; empty at the end. */
  peek(ahead = 0): string {
    return this.characters[this.position + ahead] ?? ''
  }

  atEnd(): boolean {
    return this.position >= this.characters.length
  }

  /** The next `length` characters as text. */
  lookingAt(length: number): string {
    return this.characters.slice(this.position, this.position + length).join('')
  }

  advance(count = 1): void {
    for (let i = 0; i < count && !this.atEnd(); i += 1) {
      const character = this.characters[this.position]
      this.position += 1
      if (character === '\n') {
        this.line += 1
        this.lineStart = this.position
      }
    }
  }

  /** Takes characters while they match, and returns them. */
  takeWhile(matches: (character: string) => boolean): string {
    const start = this.position
    while (!this.atEnd() && matches(this.peek())) this.advance()
    return this.characters.slice(start, this.position).join('')
  }

  mark(): { start: number; line: number; column: number } {
    return { start: this.position, line: this.line, column: this.position - this.lineStart + 1 }
  }

  /** From a mark to here. */
  spanFrom(mark: { start: number; line: number; column: number }): Span {
    return { line: mark.line, column: mark.column, length: this.position - mark.start }
  }

  textFrom(mark: { start: number }): string {
    return this.characters.slice(mark.start, this.position).join('')
  }
}
