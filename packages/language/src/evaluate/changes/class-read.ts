import type { CheckedSegmentation, ClassRead } from '../../ast/checked.ts'

/** The class of a segmentation as an expression of its own, as no text was read for. */
export function classRead(of: CheckedSegmentation): ClassRead {
  const span = { line: 1, column: 1, length: 0 }
  return { kind: 'class', segmentation: of.id, of, type: 'text', unknown: false, span }
}
