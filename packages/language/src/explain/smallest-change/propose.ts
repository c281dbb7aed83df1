import type { Checked, Choice, Compare, Comparison } from '../../ast/checked.ts'
import type { Value, ValueType } from '../../vocabulary/value.ts'
import { lightest, NOTHING, ofAttribute, type Proposal, together } from './proposal.ts'
import { happening, reach } from './reach.ts'
import { holds, read, type Scene } from './scene.ts'
import {
  exactly,
  type Target,
  targetsOfBetween,
  targetsOfComparison,
  targetsOfInWindow,
  targetsOfKnown,
  targetsOfOneOf,
  targetsOfTags,
  targetsOfText,
} from './targets.ts'

/** Ways for a condition to hold, or not to, the lightest first. */
export interface Propose {
  (node: Checked, wanted: boolean, scene: Scene): readonly Proposal[]
  /** For all of several at once. */
  all(wishes: readonly WantedCondition[], scene: Scene): readonly Proposal[]
}

interface WantedCondition {
  readonly node: Checked
  readonly wanted: boolean
}

/**
 * Ways for a condition to become what is wanted by events that happen now and attributes that are otherwise. Not
 * every way is thought of, and not every one that is works: each has to be tried out.
 */
export const propose: Propose = Object.assign(
  (node: Checked, wanted: boolean, scene: Scene): readonly Proposal[] =>
    holds(node, scene) === wanted ? [NOTHING] : lightest(waysOf(node, wanted, scene)),
  {
    all: (wishes: readonly WantedCondition[], scene: Scene): readonly Proposal[] =>
      together(wishes.map(({ node, wanted }) => propose(node, wanted, scene))),
  },
)

function waysOf(node: Checked, wanted: boolean, scene: Scene): readonly Proposal[] {
  switch (node.kind) {
    case 'not':
      return propose(node.operand, !wanted, scene)
    case 'segment':
      return propose(node.when, wanted, scene)
    case 'and':
    case 'or':
      return wanted === (node.kind === 'and')
        ? propose.all(
            node.operands.map(operand => ({ node: operand, wanted })),
            scene,
          )
        : node.operands.flatMap(operand => propose(operand, wanted, scene))
    case 'choice':
      return waysOfChoice(node, wanted, scene)
    case 'feature':
      return propose(node.is, wanted, scene)
    case 'attribute':
    case 'property':
      return [ofAttribute(node.name, { type: node.type, ...exactly(wanted) })]
    case 'aggregate':
      return waysOfAggregate(node, wanted, scene)
    default:
      return waysOfTest(node, wanted, scene)
  }
}

function waysOfChoice({ condition, whenTrue, otherwise }: Choice, wanted: boolean, scene: Scene) {
  return [true, false].flatMap(branch =>
    propose.all(
      [
        { node: condition, wanted: branch },
        { node: branch ? whenTrue : otherwise, wanted },
      ],
      scene,
    ),
  )
}

/** An event can be had; not to have had one only time can give. */
function waysOfAggregate(node: Extract<Checked, { kind: 'aggregate' }>, wanted: boolean, scene: Scene) {
  if (node.function === 'did' || node.function === 'never')
    return wanted === (node.function === 'did') ? happening(node, 1, new Map(), scene, propose) : []
  return reach(node, exactly(wanted), scene, propose)
}

function waysOfTest(node: Checked, wanted: boolean, scene: Scene): readonly Proposal[] {
  const of = (value: Checked, targets: readonly Target[]): readonly Proposal[] =>
    targets.flatMap(target => reach(value, target, scene, propose))
  switch (node.kind) {
    case 'compare':
      return waysOfCompare(node, wanted, scene)
    case 'between':
      return of(node.value, targetsOfBetween(node, wanted, scene))
    case 'one_of':
      return of(node.value, targetsOfOneOf(node, wanted))
    case 'text_test':
      return of(node.value, targetsOfText(node, wanted))
    case 'tag_test':
      return of(node.value, targetsOfTags(node, wanted, scene))
    case 'known_test':
      return of(node.value, targetsOfKnown(node.value, wanted === node.known, scene))
    case 'near':
      return of(node.value, [exactly(wanted ? node.center : undefined)])
    case 'inside':
      return of(node.value, [exactly(wanted ? node.polygon[0] : undefined)])
    case 'in_window':
      return of(node.value, targetsOfInWindow(node, wanted, scene))
    case 'ranked': {
      const [cuts = []] = scene.context.cutoffs?.get(node.cut.id) ?? []
      return of(
        node.cut.by,
        cuts.flatMap(cut => eitherSideOf(cut, node.cut.by.type)),
      )
    }
    case 'sequence':
      return node.steps.flatMap(step => (step.absent ? [] : happening(step, 1, new Map(), scene, propose)))
    default:
      return []
  }
}

/** The worst value of a tier, and the best of the one below it. */
function eitherSideOf(cut: Value, type: ValueType): readonly Target[] {
  return ['>=' as const, '<' as const].flatMap(operator => targetsOfComparison(operator, cut, type, true))
}

const TURNED: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
}

/** Either side may move to the other. */
function waysOfCompare({ operator, left, right }: Compare, wanted: boolean, scene: Scene) {
  const towards = (node: Checked, limit: Checked, comparison: Comparison): readonly Proposal[] => {
    const value = read(limit, scene)
    if (value === undefined) return []
    const targets = targetsOfComparison(comparison, value, node.type, wanted)
    return targets.flatMap(target => reach(node, target, scene, propose))
  }
  return [...towards(left, right, operator), ...towards(right, left, TURNED[operator])]
}
