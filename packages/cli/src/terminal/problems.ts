import type { PlacedProblem } from '@kindred/api'
import { style } from './style.ts'

/** Problems as a compiler lists them: where, what, what to do. */
export function renderProblems(problems: readonly PlacedProblem[]): string {
  return problems.map(renderProblem).join('\n')
}

function renderProblem(problem: PlacedProblem): string {
  const mark = problem.severity === 'error' ? style.bad('✗') : style.warning('!')
  const place = [problem.file ?? '', placeOf(problem), definitionOf(problem)]
    .filter(part => part !== '')
    .join(' ')
  return `${mark} ${style.strong(place)}${place === '' ? '' : ': '}${problem.says}\n  ${style.quiet(problem.remedy)}`
}

function placeOf({ line, column }: PlacedProblem): string {
  if (line === undefined) return ''
  return column === undefined ? `line ${line}` : `line ${line}, column ${column}`
}

function definitionOf({ definition }: PlacedProblem): string {
  return definition === undefined ? '' : `(${definition.kind} ${definition.id})`
}
