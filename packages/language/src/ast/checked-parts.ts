import type { Checked, CheckedSegmentation } from './checked.ts'

/** The checked expressions right below one; of a reference, what it stands for. */
export function checkedPartsOf(node: Checked): readonly Checked[] {
  switch (node.kind) {
    case 'literal':
    case 'attribute':
    case 'property':
      return []
    case 'score':
      return node.inputs.map(input => input.is)
    case 'feature':
      return [node.is]
    case 'segment':
      return [node.when]
    case 'class':
      return segmentationPartsOf(node.of)
    case 'aggregate':
      return node.where === undefined ? [] : [node.where]
    case 'sequence':
      return node.steps.flatMap(step => step.where ?? [])
    case 'compare':
    case 'arithmetic':
      return [node.left, node.right]
    case 'between':
      return [node.value, node.low, node.high]
    case 'and':
    case 'or':
      return node.operands
    case 'not':
      return [node.operand]
    case 'call':
      return node.arguments
    case 'ranked':
      return [node.cut.by]
    case 'choice':
      return [node.condition, node.whenTrue, node.otherwise]
    default:
      return [node.value]
  }
}

/** The expressions a segmentation is made of. */
export function segmentationPartsOf(of: CheckedSegmentation): readonly Checked[] {
  if (of.kind === 'first_match') return of.classes.map(entry => entry.when)
  return of.kind === 'tiers' ? [of.by] : [of.recency, of.frequency, of.monetary]
}

/**
 * The classes a segmentation has, each once: those it names in their order, `otherwise` last, also where a rule
 * names it. The number of a class is its place here; that of somebody nothing is known of is always the last.
 */
export function classesOf(of: CheckedSegmentation): readonly string[] {
  const named = of.kind === 'rfm' ? of.groups : of.classes
  const classes = new Set(named.map(entry => entry.class))
  classes.delete(of.otherwise)
  return [...classes, of.otherwise]
}
