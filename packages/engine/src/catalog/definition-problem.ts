import type { Span } from '@kindred/language'
import {
  type DefinitionProblemCode,
  type DefinitionProblemParameters,
  definitionProblems,
} from '../definition-problems.ts'
import type { DefinitionRef } from '../records/definitions.ts'

/** A definition, or the file it stands in, is wrong. Data, all of them at once, each with as much of its place as is known. */
export interface DefinitionProblem {
  /** A code of the engine's table, or of the language's for what is wrong inside an expression. */
  readonly code: string
  readonly severity: 'error' | 'warning'
  /** What was wrong, with what was given. */
  readonly says: string
  /** What to write instead. */
  readonly remedy: string
  readonly definition?: DefinitionRef
  /** Which text of the definition: `when`, `is`, `first_match[1].when`. */
  readonly field?: string
  readonly file?: string
  /** Within the file if `file` is given, else within the text of the field. */
  readonly span?: Span
}

/** Where a problem stands. */
export type ProblemPlace = Pick<DefinitionProblem, 'definition' | 'field' | 'file' | 'span'>

export function definitionProblem<C extends DefinitionProblemCode>(
  code: C,
  given: DefinitionProblemParameters[C],
  place: ProblemPlace,
  severity: DefinitionProblem['severity'] = 'error',
): DefinitionProblem {
  const row = definitionProblems[code]
  return { code, severity, says: row.says(given), remedy: row.remedy(given), ...place }
}

export function hasErrors(problems: readonly DefinitionProblem[]): boolean {
  return problems.some(problem => problem.severity === 'error')
}

/**
 * One line a person can act on.
 *
 * @example
 * describeProblem(problem)
 * // workspace.yaml, line 12, columns 9–16, segment 'lapsed': 'purchase' has no property 'ammount'. Write 'amount'.
 */
export function describeProblem(problem: DefinitionProblem): string {
  const { file, span, definition, field } = problem
  const whose = definition && `${definition.kind} '${definition.id}'`
  const within = file === undefined && field !== undefined ? field : undefined
  const place = [file, file === undefined ? whose : undefined, within, span && placeWords(span)]
  const named = [...place, file === undefined ? undefined : whose].filter(part => part !== undefined)
  const sentence = `${problem.says} ${problem.remedy}`
  return named.length === 0 ? sentence : `${named.join(', ')}: ${sentence}`
}

function placeWords(span: Span): string {
  const last = span.column + Math.max(span.length, 1) - 1
  return last === span.column
    ? `line ${span.line}, column ${span.column}`
    : `line ${span.line}, columns ${span.column}–${last}`
}
