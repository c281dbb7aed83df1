import type { Checked, CheckedSegmentation } from '@kindred/language'

/** Conditions made here stand in no text. */
const span = { line: 1, column: 1, length: 0 }

/** The class a segmentation puts a customer in, as an expression. */
export function classRead(of: CheckedSegmentation): Checked {
  return { kind: 'class', segmentation: of.id, of, type: 'text', unknown: false, span }
}

/** Being in one class of a segmentation, as a condition. */
export function classCondition(of: CheckedSegmentation, name: string): Checked {
  const right: Checked = { kind: 'literal', type: 'text', unknown: false, value: name, span }
  return { kind: 'compare', operator: '=', type: 'boolean', unknown: false, left: classRead(of), right, span }
}

/** The classes of a segmentation in order, each once; `otherwise`, where nothing else takes a customer, is the last. */
export function classesOf(of: CheckedSegmentation): readonly string[] {
  const named = of.kind === 'rfm' ? of.groups : of.classes
  const classes = new Set(named.map(rule => rule.class))
  classes.delete(of.otherwise)
  return [...classes, of.otherwise]
}
