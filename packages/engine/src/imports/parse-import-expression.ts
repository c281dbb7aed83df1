import { nearestName } from '@kindred/language'
import { type ImportProblem, importProblem } from './errors/import-problems.ts'
import {
  type CompareOperator,
  type ImportExpression,
  type ImportFunction,
  importFunctions,
} from './import-expression.ts'
import { printImportExpression } from './print-import-expression.ts'

type Parsed = { readonly expression: ImportExpression } | { readonly problem: ImportProblem }

/**
 * Reads one expression of a mapping file.
 *
 * @param field - Where it stands in the mapping, for the problem.
 *
 * @example
 * parseImportExpression('Quantity * UnitPrice', 'properties.amount')
 * parseImportExpression('if InvoiceNo starts with "C" then return else purchase', 'event')
 */
export function parseImportExpression(text: string, field: string): Parsed {
  try {
    return { expression: new ExpressionParser(text, field).whole() }
  } catch (error) {
    if (error instanceof Unparsable) return { problem: error.problem }
    throw error
  }
}

/** Carries a problem out of the depth of the parser; never leaves this file. */
class Unparsable extends Error {
  readonly problem: ImportProblem
  constructor(problem: ImportProblem) {
    super(problem.says)
    this.problem = problem
  }
}

/** Words that have a meaning of their own. A column of such a name goes in backticks. */
const reservedWords = new Set(['if', 'then', 'else', 'and', 'or', 'not', 'is', 'as', 'in', 'split'])
const NAME = /[\p{L}_][\p{L}\p{N}_.]*/uy
const NUMBER = /\d+(?:\.\d+)?/y
const ZONE = /[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*/y
const SPACE = /\s*/y

class ExpressionParser {
  readonly #text: string
  readonly #field: string
  #at = 0

  constructor(text: string, field: string) {
    this.#text = text
    this.#field = field
  }

  whole(): ImportExpression {
    const expression = this.#any()
    this.#skipSpace()
    if (this.#at < this.#text.length) {
      const rest = this.#text.slice(this.#at, this.#at + 20)
      this.#fail(
        `\`${rest}\` is not understood`,
        'an operator, or nothing; a column of an odd name goes in backticks',
      )
    }
    return expression
  }

  #any(): ImportExpression {
    if (!this.#word('if')) return this.#logic()
    const condition = this.#logic()
    this.#expectWord('then')
    const then = this.#any()
    this.#expectWord('else')
    return { kind: 'choice', condition, value: then, otherwise: this.#any() }
  }

  #logic(): ImportExpression {
    const first = this.#negated()
    const operator = this.#word('and') ? 'and' : this.#word('or') ? 'or' : undefined
    if (operator === undefined) return first
    const operands = [first, this.#negated()]
    while (this.#word(operator)) operands.push(this.#negated())
    const expression: ImportExpression = { kind: 'logic', operator, operands }
    if (this.#word(operator === 'and' ? 'or' : 'and')) this.#refuseMixed(expression)
    return expression
  }

  #refuseMixed(left: Extract<ImportExpression, { kind: 'logic' }>): never {
    const other = left.operator === 'and' ? 'or' : 'and'
    const right = this.#negated()
    const [all, last] = [left.operands.slice(0, -1), left.operands.at(-1)]
    const text = [...left.operands.map(printImportExpression)].join(` ${left.operator} `)
    const inner = `(${printImportExpression(last ?? right)} ${other} ${printImportExpression(right)})`
    throw new Unparsable(
      importProblem(
        'mixed_and_or',
        {
          text: this.#text,
          first: `(${text}) ${other} ${printImportExpression(right)}`,
          second: [...all.map(printImportExpression), inner].join(` ${left.operator} `),
        },
        this.#field,
      ),
    )
  }

  #negated(): ImportExpression {
    return this.#word('not') ? { kind: 'not', operand: this.#negated() } : this.#comparison()
  }

  #comparison(): ImportExpression {
    const left = this.#sum()
    if (this.#word('is')) {
      const not = this.#word('not')
      if (this.#word('empty') || this.#word('unknown')) return { kind: 'is_empty', value: left, empty: !not }
      if (this.#word('known')) return { kind: 'is_empty', value: left, empty: not }
      this.#fail("after 'is' nothing is known", '`is empty` or `is not empty`')
    }
    if (this.#word('in')) return { kind: 'one_of', value: left, options: this.#options() }
    const operator = this.#compareOperator()
    return operator === undefined ? left : { kind: 'compare', operator, left, right: this.#sum() }
  }

  #compareOperator(): CompareOperator | undefined {
    for (const symbol of ['!=', '<=', '>=', '=', '<', '>'] as const) if (this.#symbol(symbol)) return symbol
    if (this.#word('starts')) {
      this.#expectWord('with')
      return 'starts with'
    }
    if (this.#word('ends')) {
      this.#expectWord('with')
      return 'ends with'
    }
    return this.#word('contains') ? 'contains' : undefined
  }

  #options(): string[] {
    this.#expect('(')
    const options: string[] = []
    do {
      const option = this.#primary()
      if (option.kind === 'text' || option.kind === 'number') options.push(option.value)
      else this.#fail('an option is not written out', 'texts in quotes, as in `Kind in ("a", "b")`')
    } while (this.#symbol(','))
    this.#expect(')')
    return options
  }

  #sum(): ImportExpression {
    let left = this.#product()
    for (;;) {
      const operator = this.#symbol('+') ? '+' : this.#symbol('-') ? '-' : undefined
      if (operator === undefined) return left
      left = { kind: 'arithmetic', operator, left, right: this.#product() }
    }
  }

  #product(): ImportExpression {
    let left = this.#signed()
    for (;;) {
      const operator = this.#symbol('*') ? '*' : this.#symbol('/') ? '/' : undefined
      if (operator === undefined) return left
      left = { kind: 'arithmetic', operator, left, right: this.#signed() }
    }
  }

  #signed(): ImportExpression {
    if (!this.#symbol('-')) return this.#suffixed()
    const right = this.#signed()
    if (right.kind === 'number' && !right.value.startsWith('-'))
      return { kind: 'number', value: `-${right.value}` }
    return { kind: 'arithmetic', operator: '-', left: { kind: 'number', value: '0' }, right }
  }

  #suffixed(): ImportExpression {
    let value = this.#primary()
    for (;;) {
      if (this.#word('as')) {
        const format = this.#literal(
          "the format after 'as' is missing",
          'a format in quotes: `as "yyyy-MM-dd"`',
        )
        value = { kind: 'time', value, format, timezone: this.#zone() }
      } else if (this.#word('split')) {
        const separator = this.#literal(
          "the separator after 'split' is missing",
          'a text in quotes: `split ","`',
        )
        value = { kind: 'split', value, separator }
      } else return value
    }
  }

  #zone(): string | undefined {
    if (!this.#word('in')) return undefined
    return this.#match(ZONE) ?? this.#fail("no time zone follows 'in'", 'an IANA name: `in Europe/London`')
  }

  #primary(): ImportExpression {
    this.#skipSpace()
    const first = this.#text[this.#at]
    if (first === '"') return { kind: 'text', value: this.#quoted() }
    if (first === '`') return { kind: 'column', column: this.#column() }
    if (this.#symbol('(')) {
      const inside = this.#any()
      this.#expect(')')
      return inside
    }
    const number = this.#match(NUMBER)
    if (number !== undefined) return { kind: 'number', value: number }
    return this.#name()
  }

  #name(): ImportExpression {
    const start = this.#at
    const name = this.#match(NAME)
    if (name === undefined) this.#fail('a value is missing', 'a column, a number, or a text in quotes')
    if (reservedWords.has(name)) {
      this.#at = start
      this.#fail(`'${name}' stands where a value should`, 'a column, a number, or a text in quotes')
    }
    return this.#symbol('(') ? this.#call(name) : { kind: 'name', name }
  }

  #call(name: string): ImportExpression {
    const given: ImportExpression[] = []
    if (!this.#symbol(')')) {
      do given.push(this.#any())
      while (this.#symbol(','))
      this.#expect(')')
    }
    if (!isFunction(name)) {
      const known = Object.keys(importFunctions)
      const nearest = nearestName(name, known)
      throw new Unparsable(importProblem('function_unknown', { name, nearest, known }, this.#field))
    }
    const { least, most } = importFunctions[name]
    if (given.length < least || given.length > most) {
      const counts = { name, least, most, given: given.length }
      throw new Unparsable(importProblem('function_arguments', counts, this.#field))
    }
    return { kind: 'call', function: name, arguments: given }
  }

  #literal(reason: string, wanted: string): string {
    this.#skipSpace()
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#fail(reason, wanted)
  }

  /** `"…"`, with `\"` and `\\` within, and `\t` and `\n` as usual. */
  #quoted(): string {
    const found = /"((?:[^"\\]|\\.)*)"/sy
    found.lastIndex = this.#at
    const match = found.exec(this.#text)
    if (match?.[1] === undefined) this.#fail('a quote is not closed', 'the closing quote')
    this.#at = found.lastIndex
    return match[1].replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter)
  }

  #column(): string {
    const end = this.#text.indexOf('`', this.#at + 1)
    if (end === -1) this.#fail('a backtick is not closed', 'the closing backtick')
    const column = this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    return column
  }

  #skipSpace(): void {
    SPACE.lastIndex = this.#at
    SPACE.exec(this.#text)
    this.#at = SPACE.lastIndex
  }

  #match(pattern: RegExp): string | undefined {
    this.#skipSpace()
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#at = pattern.lastIndex
    return match[0]
  }

  #word(word: string): boolean {
    const start = this.#at
    if (this.#match(NAME) === word) return true
    this.#at = start
    return false
  }

  #symbol(symbol: string): boolean {
    this.#skipSpace()
    if (!this.#text.startsWith(symbol, this.#at)) return false
    this.#at += symbol.length
    return true
  }

  #expect(symbol: string): void {
    if (!this.#symbol(symbol)) this.#fail(`'${symbol}' is missing`, `'${symbol}'`)
  }

  #expectWord(word: string): void {
    if (!this.#word(word)) this.#fail(`'${word}' is missing`, `'${word}'`)
  }

  #fail(reason: string, wanted: string): never {
    const capital = reason.charAt(0).toUpperCase() + reason.slice(1)
    const given = { text: this.#text, place: this.#at + 1, reason: capital, wanted }
    throw new Unparsable(importProblem('expression_syntax', given, this.#field))
  }
}

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' }

function isFunction(name: string): name is ImportFunction {
  return Object.hasOwn(importFunctions, name)
}
