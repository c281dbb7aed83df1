import { type ArgumentSyntax, type Expression, partsOf } from '../ast/expression.ts'
import type { Problem } from '../ast/problem.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { isStepTime } from './parse-condition.ts'
import { missing, parseExpression } from './parse-logic.ts'
import { parseNearTail } from './parse-near.ts'
import { spanBetween } from './token.ts'
import { DEEPEST, TokenStream } from './token-stream.ts'
import { tokenize } from './tokenize.ts'

/** The longest text that is read, in UTF-16 units. */
const LONGEST = 50_000
const MOST_PROBLEMS = 50

export type Parsed =
  | { readonly ok: true; readonly expression: Expression }
  | {
      readonly ok: false
      readonly problems: readonly Problem[]
      /** Where only `and` and `or` stand side by side: one of the readings. What is wrong with its names is wrong with all. */
      readonly undecided?: Expression
    }

/**
 * Reads an expression from its text. Names are not looked up: that is for `check`.
 *
 * @returns The tree, or every problem of the text in the order of their places, at most 50 of them.
 *
 * @example
 * parse('count(visit, 7d) >= 3')            // { ok: true, expression: { kind: 'compare', … } }
 * parse('a = 1 and b = 2 or c = 3')         // { ok: false, problems: [{ code: 'mixed_logic', … }] }
 */
export function parse(text: string): Parsed {
  const start = { line: 1, column: 1, length: 0 }
  if (text.length > LONGEST) {
    return { ok: false, problems: [problem('text_too_long', start, { length: text.length, limit: LONGEST })] }
  }
  const read = tokenize(text)
  if (read.tokens.length === 1 && read.problems.length === 0) {
    return { ok: false, problems: [problem('empty_expression', start, {})] }
  }
  const stream = new TokenStream(read)
  const expression = parseExpression(stream)
  refuseRest(stream)
  const isWhole = stream.problems.every(({ code }) => code === 'mixed_logic')
  if (isWhole) refuseTooDeep(expression, stream.problems)
  if (stream.problems.length === 0) return { ok: true, expression }
  const problems = inOrder(stream.problems)
  return isWhole && !problems.some(({ code }) => code === 'too_deep')
    ? { ok: false, problems, undecided: expression }
    : { ok: false, problems }
}

/** What is left after a whole expression: a bracket or a comma too many. */
function refuseRest(stream: TokenStream): void {
  while (!stream.atEnd()) {
    const { token } = stream
    if (stream.isSymbol(')')) stream.problems.push(problem('unopened_bracket', spanBetween(token, token), {}))
    else if (stream.isWord('then'))
      stream.problems.push(problem('sequence_out_of_place', spanBetween(token, token), {}))
    else if (isStepTime(stream)) parseNearTail(stream, token, missing(stream))
    else if (stream.problems.length === 0) {
      stream.expected(
        '`and`, `or` or the end',
        'numbers without grouping (1000, not 1,000), and one expression only',
      )
    }
    stream.next()
    if (!stream.atEnd()) parseExpression(stream)
  }
}

/** A chain of additions is as deep as it is long, without a bracket. Walked without recursion, for that very reason. */
function refuseTooDeep(expression: Expression, problems: Problem[]): void {
  const open: { readonly node: ArgumentSyntax; readonly depth: number }[] = [{ node: expression, depth: 1 }]
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    if (top.depth > DEEPEST) {
      problems.push(problem('too_deep', top.node.span, { limit: DEEPEST }))
      return
    }
    for (const node of partsOf(top.node)) open.push({ node, depth: top.depth + 1 })
  }
}

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const sorted = problems.toSorted((a, b) => a.span.line - b.span.line || a.span.column - b.span.column)
  if (sorted.length <= MOST_PROBLEMS) return sorted
  const kept = sorted.slice(0, MOST_PROBLEMS)
  const { span } = kept.at(-1) ?? { span: { line: 1, column: 1, length: 0 } }
  return [...kept, problem('too_many_problems', span, { limit: MOST_PROBLEMS })]
}
