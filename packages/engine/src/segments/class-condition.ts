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
