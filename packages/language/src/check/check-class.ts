import type { Checked, ClassRead } from '../ast/checked.ts'
import { classesOf } from '../ast/checked-parts.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { nearestName } from '../vocabulary/nearest-name.ts'
import type { Scope } from './scope.ts'

/** Whether the texts a segmentation's class is compared with are classes that it has. */
export function checkClass(value: Checked, others: readonly Checked[], scope: Scope): boolean {
  const read = classReadOf(value)
  if (read === undefined) return true
  const classes = classesOf(read.of)
  const wrong = others.filter(other => other.kind === 'literal' && !classes.includes(String(other.value)))
  for (const other of wrong) {
    const given = other.kind === 'literal' ? String(other.value) : ''
    const shown = classes.map(name => `"${name}"`).join(', ')
    const found = {
      given,
      segmentation: read.segmentation,
      classes: shown,
      nearest: nearestName(given, classes),
    }
    scope.problems.push(problem('unknown_class', other.span, found))
  }
  return wrong.length === 0
}

function classReadOf(value: Checked): ClassRead | undefined {
  if (value.kind === 'feature') return classReadOf(value.is)
  return value.kind === 'class' ? value : undefined
}
