import type { Problem } from '../problem.ts'
import type { Span } from '../span.ts'
import { MEANING_PROBLEMS } from './meaning-problems.ts'
import type { ProblemRow } from './problem-row.ts'
import { SYNTAX_PROBLEMS } from './syntax-problems.ts'

/** Every problem an expression can have, by code. `docs/reference/errors.md` has a row for each. */
export const PROBLEMS = { ...SYNTAX_PROBLEMS, ...MEANING_PROBLEMS }

export type ProblemCode = keyof typeof PROBLEMS

type ParamsByCode = { [C in ProblemCode]: (typeof PROBLEMS)[C] extends ProblemRow<infer P> ? P : never }
const ROWS: { readonly [C in ProblemCode]: ProblemRow<ParamsByCode[C]> } = PROBLEMS

/** A problem with its sentences filled in. */
export function problem<C extends ProblemCode>(code: C, span: Span, found: ParamsByCode[C]): Problem {
  const row = ROWS[code]
  return { code, severity: row.severity, span, says: row.says(found), remedy: row.remedy(found) }
}
