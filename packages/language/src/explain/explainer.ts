import type { Checked, ClassRead, FeatureRead, SegmentRead } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import { english } from '../english/english.ts'
import { compileChange } from '../evaluate/changes/compile-next-change.ts'
import { type Compiler, newCompiler } from '../evaluate/compiler.ts'
import type { EvaluationContext } from '../evaluate/evaluation-context.ts'
import type { Run } from '../evaluate/run.ts'
import type { Subject } from '../evaluate/subject.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { distanceOf } from './distance.ts'
import { evidenceOf } from './evidence.ts'
import type { Evidence, ExplainedNode, Observed } from './explanation.ts'
import type { Finding } from './finding.ts'
import { observe } from './observe.ts'

/** Finds out about any number of expressions for one customer at one instant. */
export interface Explainer {
  readonly vocabulary: Vocabulary
  find(node: Checked): Finding
  read(node: Checked): Observed
  evidence(node: Checked): Evidence | undefined
}

type Reference = FeatureRead | SegmentRead | ClassRead

/**
 * Starts an explanation. A reference that many conditions make is opened at the first of them.
 *
 * @param changes - Whether to say of every condition when it changes by itself; costs several evaluations of each.
 */
export function newExplainer(
  subject: Subject,
  asOf: number,
  context: EvaluationContext,
  vocabulary: Vocabulary,
  changes = false,
): Explainer {
  const compiler = newCompiler(context)
  const run = compiler.begin(subject, asOf)
  const explainer: Explainer = {
    vocabulary,
    find: node => find(node, scene),
    read: node => ({ type: node.type, value: compiler.value(node)(run) }),
    evidence: node => evidenceOf(node, compiler, run),
  }
  const scene: Scene = { explainer, compiler, run, context, changes, found: new Map(), opened: new Set() }
  return explainer
}

/** What the finding of one explanation shares. */
interface Scene {
  readonly explainer: Explainer
  readonly compiler: Compiler
  readonly run: Run
  readonly context: EvaluationContext
  readonly changes: boolean
  readonly found: Map<Checked, Finding>
  /** Names that stand open somewhere in the tree already: a diamond is shown once. */
  readonly opened: Set<string>
}

function find(node: Checked, scene: Scene): Finding {
  const before = scene.found.get(node)
  if (before !== undefined) return before
  const finding = findAnew(node, scene)
  scene.found.set(node, finding)
  return finding
}

function findAnew(node: Checked, scene: Scene): Finding {
  if (node.kind === 'and' || node.kind === 'or') return junction(node, node.kind, node.operands, scene)
  if (node.kind === 'not') return junction(node, 'not', [node.operand], scene)
  if (node.kind === 'segment') return namedCondition(node, node.when, scene)
  if (node.kind === 'feature' && node.type === 'boolean') return namedCondition(node, node.is, scene)
  return condition(node, scene)
}

function junction(
  node: Checked,
  kind: 'and' | 'or' | 'not',
  operands: readonly Checked[],
  scene: Scene,
): Finding {
  const parts = operands.map(operand => find(operand, scene))
  const holds = holdsOf(node, scene)
  const children = parts.map(part => part.shown)
  const shown = { kind, words: words(node, scene), holds, ...changing(node, scene), children }
  return { checked: node, holds, parts, shown }
}

function namedCondition(node: FeatureRead | SegmentRead, stands: Checked, scene: Scene): Finding {
  const first = open(node, scene)
  const part = find(stands, scene)
  const holds = holdsOf(node, scene)
  const shown: ExplainedNode = {
    kind: 'reference',
    name: node.name,
    words: words(stands, scene),
    holds,
    ...changing(node, scene),
    children: first ? [part.shown] : [],
  }
  return { checked: node, holds, parts: [part], shown }
}

function condition(node: Checked, scene: Scene): Finding {
  const holds = holdsOf(node, scene)
  const observation = observe(node, scene.compiler, scene.run)
  const evidence = scene.explainer.evidence(node)
  const distance = distanceOf(node, observation, scene.run.asOf, scene.context)
  const shown: ExplainedNode = {
    kind: 'condition',
    words: words(node, scene),
    holds,
    ...observation,
    ...(evidence && { evidence }),
    ...(distance !== undefined && { distance }),
    ...changing(node, scene),
    children: references(node, scene),
  }
  return { checked: node, holds, parts: [], shown }
}

/** What the values of a condition refer to, opened under their own names. */
function references(node: Checked, scene: Scene): readonly ExplainedNode[] {
  return referencesIn(node).flatMap(reference => (open(reference, scene) ? [show(reference, scene)] : []))
}

function referencesIn(node: Checked): readonly Reference[] {
  if (node.kind === 'feature' || node.kind === 'segment' || node.kind === 'class') return [node]
  return checkedPartsOf(node).flatMap(referencesIn)
}

function show(node: Reference, scene: Scene): ExplainedNode {
  if (node.kind === 'segment') return namedCondition(node, node.when, scene).shown
  const observed = scene.explainer.read(node)
  const evidence = scene.explainer.evidence(node)
  return {
    kind: 'reference',
    name: node.kind === 'class' ? node.segmentation : node.name,
    words: node.kind === 'class' ? words(node, scene) : words(node.is, scene),
    holds: observed.value !== undefined,
    observed,
    ...(evidence && { evidence }),
    children: checkedPartsOf(node).flatMap(part => showPart(part, scene)),
  }
}

/** Below a reference, conditions are shown whole (the rules of a segmentation), values by what they refer to. */
function showPart(node: Checked, scene: Scene): readonly ExplainedNode[] {
  return node.type === 'boolean' ? [find(node, scene).shown] : references(node, scene)
}

/** Whether a name is met for the first time. */
function open(node: Reference, { opened }: Scene): boolean {
  const name = node.kind === 'class' ? node.segmentation : node.name
  const key = `${node.kind} ${name}`
  if (opened.has(key)) return false
  opened.add(key)
  return true
}

/** Somebody waits for the answer: only a history of many thousand events ends before its true change is found. */
export const MOST_LOOKS = 10_000

/** When a condition turns by itself, where that was asked for and is found. */
function changing(node: Checked, { changes, context, run }: Scene): { changesAt?: number } {
  if (!changes || node.type !== 'boolean') return {}
  const change = compileChange(node, context, { looks: MOST_LOOKS })(run.subject, run.asOf)
  return change?.differs === true ? { changesAt: change.at } : {}
}

function holdsOf(node: Checked, { compiler, run }: Scene): boolean {
  const value = compiler.value(node)(run)
  return node.type === 'boolean' ? value === true : value !== undefined
}

function words(node: Checked, { explainer }: Scene): string {
  return english(node, explainer.vocabulary)
}
