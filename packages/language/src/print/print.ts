import type { ArgumentSyntax, ArithmeticSyntax, Expression, StepSyntax } from '../ast/expression.ts'
import { isLookAhead } from '../ast/look-ahead.ts'
import { formatDate } from '../vocabulary/calendar.ts'
import { printDuration, printWindow } from './print-window.ts'
import { quoteText } from './quote-text.ts'

/** How tightly a construct holds together; what is looser than its place stands in brackets. */
const LOGIC = 0
const NOT = 1
const TEST = 2
const SUM = 3
const PRODUCT = 4
const SIGNED = 5
const WHOLE = 6

/**
 * Writes an expression in its one canonical form: single spaces, straight quotes, no bracket that is not needed,
 * durations in the units they were given. `parse(print(x))` is `x`, places in the text aside, for every tree that
 * `parse` makes.
 *
 * @example
 * print(expression)   // 'count(visit, 7d) >= 3 and not country in ("CZ", "SK")'
 */
export function print(expression: Expression): string {
  return printArgument(expression)
}

/** In brackets when the place asks for something that holds together more tightly. */
function printAt(node: ArgumentSyntax, place: number): string {
  const text = printArgument(node)
  return tightness(node) < place ? `(${text})` : text
}

function tightness(node: ArgumentSyntax): number {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'where':
    case 'sequence':
    case 'window':
      return LOGIC
    case 'not':
      return NOT
    case 'arithmetic':
      return node.operator === '+' || node.operator === '-' ? SUM : PRODUCT
    case 'negative':
      return SIGNED
    case 'number':
      return node.text.startsWith('-') ? SIGNED : WHOLE
    case 'text':
    case 'boolean':
    case 'duration':
    case 'date':
    case 'instant':
    case 'name':
    case 'property':
    case 'segment':
    case 'call':
      return WHOLE
    default:
      return TEST
  }
}

function printArgument(node: ArgumentSyntax): string {
  switch (node.kind) {
    case 'number':
    case 'instant':
      return node.text
    case 'text':
      return quoteText(node.value)
    case 'boolean':
      return String(node.value)
    case 'duration':
      return printDuration(node.duration)
    case 'date':
      return formatDate(node.day)
    case 'name':
      return node.name
    case 'property':
      return `${node.event}.${node.property}`
    case 'segment':
      return `in(${node.segment})`
    case 'call':
      return `${node.function}(${node.arguments.map(printArgument).join(', ')})`
    case 'where':
      return `${printArgument(node.source)} where ${printArgument(node.condition)}`
    case 'sequence':
      return node.steps.map(printStep).join(' then ')
    case 'window':
      return printWindow(node.window)
    default:
      return printCompound(node)
  }
}

function printStep({ absent, source, within }: StepSyntax): string {
  const time = within === undefined ? '' : ` within ${printDuration(within)}`
  return `${absent ? 'no ' : ''}${printArgument(source)}${time}`
}

type Compound = Exclude<
  Expression,
  {
    kind:
      | 'number'
      | 'instant'
      | 'text'
      | 'boolean'
      | 'duration'
      | 'date'
      | 'name'
      | 'property'
      | 'segment'
      | 'call'
  }
>

function printCompound(node: Compound): string {
  switch (node.kind) {
    case 'negative':
      return `-${printAt(node.operand, node.operand.kind === 'number' ? WHOLE + 1 : SIGNED)}`
    case 'arithmetic':
      return printArithmetic(node)
    case 'compare':
      return `${printTested(node.left)} ${node.operator} ${printAt(node.right, SUM)}`
    case 'top':
      return `top ${node.best}${node.percent ? '%' : ''} by ${printAt(node.by, SUM)}`
    case 'not':
      return `not ${printAt(node.operand, NOT)}`
    case 'and':
    case 'or':
      return node.operands.map(operand => printAt(operand, NOT)).join(` ${node.kind} `)
    default:
      return `${printTested(node.value)} ${printTest(node)}`
  }
}

/** What a test is of: `count(visit) in next 7d` needs no brackets before `> 3`. */
function printTested(node: Expression): string {
  return isLookAhead(node) ? printArgument(node) : printAt(node, SUM)
}

/** Chains go to the left, so that only a right side of the same tightness needs brackets. */
function printArithmetic(node: ArithmeticSyntax): string {
  const place = tightness(node)
  return `${printAt(node.left, place)} ${node.operator} ${printAt(node.right, place + 1)}`
}

type Test = Exclude<Compound, { kind: 'top' | 'negative' | 'arithmetic' | 'compare' | 'not' | 'and' | 'or' }>

/** A test without the value before it. */
function printTest(node: Test): string {
  switch (node.kind) {
    case 'between':
      return `between ${printAt(node.low, SUM)} and ${printAt(node.high, SUM)}`
    case 'one_of':
      return `in ${printOptions(node.options)}`
    case 'in_list':
      return `in list(${node.list})`
    case 'in_window':
      return `in ${printWindow(node.window)}`
    case 'text_test':
      return `${node.operator} ${printAt(node.pattern, SUM)}`
    case 'tag_test':
      return `${node.operator} ${printOptions(node.options)}`
    case 'known_test':
      return node.known ? 'is known' : 'is unknown'
    case 'near':
      return `within ${node.kilometres}km of (${node.latitude}, ${node.longitude})`
    case 'inside':
      return `inside place(${node.place})`
  }
}

function printOptions(options: readonly Expression[]): string {
  return `(${options.map(option => printAt(option, SUM)).join(', ')})`
}
