import type { Problem } from '../ast/problem.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { Span } from '../ast/span.ts'
import { shorten } from './shorten.ts'
import { spanBetween, type Token } from './token.ts'
import type { Tokens } from './tokenize.ts'

/** How deep an expression may be nested: deep enough for people, shallow enough for every reading's stack. */
export const DEEPEST = 200

/** The tokens of a text, read one after the other, and the problems found on the way. */
export class TokenStream {
  readonly problems: Problem[]
  private readonly tokens: readonly Token[]
  private readonly characters: readonly string[]
  private index = 0
  private depth = 0

  constructor(read: Tokens) {
    this.tokens = read.tokens
    this.characters = read.characters
    this.problems = [...read.problems]
  }

  get token(): Token {
    return this.ahead(0)
  }

  /** The token `count` after the current one; the last one stands for all after it. */
  ahead(count: number): Token {
    const token = this.tokens[Math.min(this.index + count, this.tokens.length - 1)]
    if (token === undefined) throw new RangeError('A text has at least the token of its end.')
    return token
  }

  atEnd(): boolean {
    return this.index >= this.tokens.length - 1
  }

  get previous(): Token {
    return this.index === 0 ? this.ahead(0) : this.ahead(-1)
  }

  next(): Token {
    const token = this.token
    if (token.kind !== 'end') this.index += 1
    return token
  }

  isWord(...words: readonly string[]): boolean {
    return this.isWordAhead(0, ...words)
  }

  isWordAhead(count: number, ...words: readonly string[]): boolean {
    const token = this.ahead(count)
    return token.kind === 'name' && words.includes(token.text.toLowerCase())
  }

  isSymbol(...symbols: readonly string[]): boolean {
    return this.isSymbolAhead(0, ...symbols)
  }

  isSymbolAhead(count: number, ...symbols: readonly string[]): boolean {
    const token = this.ahead(count)
    return token.kind === 'symbol' && symbols.includes(token.text)
  }

  takeWord(...words: readonly string[]): boolean {
    if (!this.isWord(...words)) return false
    this.next()
    return true
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false
    this.next()
    return true
  }

  /** From a token to the one last taken. */
  spanFrom(first: Token): Span {
    return spanBetween(first, this.previous)
  }

  /** The text as it was written, from a token to the one last taken. */
  textFrom(first: Token): string {
    return this.characters.slice(first.start, this.previous.end).join('')
  }

  /** How the current token is named in a sentence. */
  given(): string {
    const { kind, text } = this.token
    if (kind === 'end') return 'the end of the text'
    return kind === 'text' ? shorten(text, 30) : `'${shorten(text, 30)}'`
  }

  /** Whether there is a problem at exactly this place. */
  isToldOf({ line, column, length }: Span): boolean {
    return this.problems.some(
      ({ span }) => span.line === line && span.column === column && span.length === length,
    )
  }

  /** Notes that something else was expected here, and moves on to where reading can go on. */
  expected(expected: string, example: string): void {
    const found = { expected, given: this.given(), example }
    this.problems.push(problem('expected', spanBetween(this.token, this.token), found))
    this.recover()
  }

  /** Takes a bracket that must close `opening`; a missing one is told of once, where it was opened. */
  close(opening: Token): void {
    if (this.takeSymbol(')')) return
    if (this.token.kind === 'end') {
      // At the end every bracket around is open: the innermost tells of all of them.
      if (!this.problems.some(({ code }) => code === 'unclosed_bracket' || code === 'too_deep')) {
        this.problems.push(problem('unclosed_bracket', spanBetween(opening, opening), {}))
      }
      return
    }
    this.expected('`)`', 'a `)` here, or join what follows with an operator')
    this.takeSymbol(')')
  }

  /** Skips to the next `and`, `or`, `,` or `)` of this level, or the end. */
  recover(): void {
    let open = 0
    while (!this.atEnd()) {
      if (open === 0 && (this.isWord('and', 'or') || this.isSymbol(',', ')'))) return
      if (this.isSymbol('(')) open += 1
      if (this.isSymbol(')')) open -= 1
      this.next()
    }
  }

  /** Runs `read` one level deeper; beyond the deepest level the rest of the text is given up. */
  deeper<T>(read: () => T, otherwise: T): T {
    if (this.depth >= DEEPEST) {
      this.problems.push(problem('too_deep', spanBetween(this.token, this.token), { limit: DEEPEST }))
      this.index = this.tokens.length - 1
      return otherwise
    }
    this.depth += 1
    const result = read()
    this.depth -= 1
    return result
  }
}
