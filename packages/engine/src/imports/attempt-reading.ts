import {
  type ImportProblem,
  type ImportProblemCode,
  type ImportProblemParameters,
  importProblem,
} from './errors/import-problems.ts'
import type { ImportExpression } from './import-expression.ts'
import { printImportExpression } from './print-import-expression.ts'

/** What an expression is read in. */
export interface ReadingContext {
  /** Zone of times that name none. */
  readonly timezone: string
  /** Names of events, where one is wanted: a bare word may then be one. */
  readonly words?: ReadonlySet<string>
  /** Where the expression stands in the mapping. */
  readonly field: string
}

/** What an attempt came to. */
export type Read<R> =
  | { readonly reading: R; readonly problems?: undefined }
  | { readonly problems: ImportProblem[] }

class Unreadable extends Error {
  readonly problem: ImportProblem
  constructor(problem: ImportProblem) {
    super(problem.says)
    this.problem = problem
  }
}

/** A reading, or the first problem that was met on the way to it. */
export function attempt<R>(read: () => R): Read<R> {
  try {
    return { reading: read() }
  } catch (error) {
    if (error instanceof Unreadable) return { problems: [error.problem] }
    throw error
  }
}

/** Ends an `attempt` with a problem. */
export function refuse<C extends ImportProblemCode>(
  code: C,
  given: ImportProblemParameters[C],
  context: ReadingContext,
): never {
  throw new Unreadable(importProblem(code, given, context.field))
}

const hints: Readonly<Record<string, string>> = {
  'a number': 'Write a column, digits, or arithmetic with them.',
  money: 'Write a column, digits, or arithmetic with them.',
  'an instant': 'Write a column, or `COLUMN as "yyyy-MM-dd HH:mm:ss" in ZONE`.',
  'a date': 'Write a column, or `COLUMN as "yyyy-MM-dd"`.',
  'a place': 'Write `[LATITUDE, LONGITUDE]` with two columns.',
  'true or false': 'Write a column that says true or false, or a comparison.',
  text: 'Write a column, a text in quotes, or `join(A, " ", B)`.',
}

/** Ends an `attempt`: the expression is nothing of the type. */
export function unreadable(expression: ImportExpression, type: string, context: ReadingContext): never {
  const given = { expression: printImportExpression(expression), type, hint: hints[type] ?? '' }
  return refuse('not_readable_as', given, context)
}
