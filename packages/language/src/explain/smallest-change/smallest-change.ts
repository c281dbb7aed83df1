import type { Checked } from '../../ast/checked.ts'
import { compileChange } from '../../evaluate/changes/compile-next-change.ts'
import { newCompiler } from '../../evaluate/compiler.ts'
import type { EvaluationContext } from '../../evaluate/evaluation-context.ts'
import type { Subject } from '../../evaluate/subject.ts'
import type { Vocabulary } from '../../vocabulary/vocabulary.ts'
import { applyChanges, type ProposedChange } from './apply-changes.ts'
import { changesInWords } from './changes-in-words.ts'
import { conditionsIn } from './conditions-in.ts'
import { deadlineOf } from './deadline.ts'
import { type Proposal, type Wish, type Wishes, weightOf } from './proposal.ts'
import { propose } from './propose.ts'
import type { Search } from './search.ts'
import { isStorable, withSureBounds } from './sure-bounds.ts'
import { untilNotHad } from './until-not-had.ts'

/** The least that would turn an answer round. */
export interface SmallestChange {
  /** What has to come about, the wait first; none where nothing was found. */
  readonly changes: readonly ProposedChange[]
  /** For a person to act on; where nothing was found, what was looked for. */
  readonly inWords: string
}

/**
 * The smallest change that turns the answer of a condition for one customer round: events that happen now, attributes
 * that are otherwise, time that passes, or those together. An event weighs 1, a wait 1 and 1 more for every 30 days, an
 * attribute 4; of changes that weigh the same an event comes before a wait and a wait before an attribute.
 *
 * Every change that is given has been applied and has turned the answer round. A lighter one that was not thought of
 * may exist: sums and counts, first and last values, days since, classes and arithmetic are solved for, one condition
 * at a time; what only many different events together would change is not found.
 *
 * @param asOf - UTC milliseconds.
 * @throws EvaluationError as `compileClosure` does.
 *
 * @example
 * smallestChange(vip, subject, asOf, context, vocabulary).inWords
 * // 'One more purchase of at least 112.40 EUR before 3 December 2026.'
 */
export function smallestChange(
  checked: Checked,
  subject: Subject,
  asOf: number,
  context: EvaluationContext,
  vocabulary: Vocabulary,
): SmallestChange {
  const compiler = newCompiler(context)
  const value = compiler.value(checked)
  const holdsFor = (of: Subject, at: number): boolean => value(compiler.begin(of, at)) === true
  const holds = holdsFor(subject, asOf)
  const search = { checked, subject, asOf, context, vocabulary, holds, compiler, holdsFor }
  const found = lightestOf(
    [asOf, ...waits(search)].flatMap(at => candidatesAt(at, search)),
    search,
  )
  const changes = found === undefined ? [] : completed(found, search)
  return { changes, inWords: changesInWords(changes, search) }
}

interface Candidate {
  readonly changes: readonly ProposedChange[]
  readonly at: number
  readonly weight: number
}

/** How many instants ahead are looked at. */
const MOST_WAITS = 12

/** The instants at which the answer or one of its conditions changes by itself. */
function waits({ checked, subject, asOf, context }: Search): readonly number[] {
  const instants = new Set<number>()
  for (const node of [checked, ...conditionsIn(checked)]) {
    const change = compileChange(node, context)(subject, asOf)
    // To the second: a fraction of one more makes no difference to anybody.
    if (change?.differs === true) instants.add(Math.ceil(change.at / 1_000) * 1_000)
  }
  return [...instants].sort((a, b) => a - b).slice(0, MOST_WAITS)
}

const MONTH_MS = 30 * 86_400_000

/** What would have to be different at an instant, none of it tried out yet. */
function candidatesAt(
  at: number,
  { checked, subject, asOf, context, holds, compiler }: Search,
): readonly Candidate[] {
  const wait: readonly ProposedChange[] = at === asOf ? [] : [{ kind: 'wait', until: at, without: [] }]
  const waiting = at === asOf ? 0 : 1 + (at - asOf) / MONTH_MS
  const scene = { compiler, context, run: compiler.begin(subject, at) }
  return propose(checked, !holds, scene).map(proposal => ({
    changes: [...wait, ...changesOf(proposal, at)],
    at,
    weight: waiting + weightOf(proposal),
  }))
}

function changesOf({ events, attributes }: Proposal, at: number): readonly ProposedChange[] {
  const happening = events.map(({ event, count, properties }) => ({
    kind: 'event' as const,
    event,
    count,
    properties: propertiesOf(properties),
    at,
  }))
  const otherwise = [...attributes].map(([name, wish]) => ({ kind: 'attribute' as const, name, ...wish }))
  return [...happening, ...otherwise]
}

function propertiesOf(wishes: Wishes) {
  return [...wishes].flatMap(([name, { type, value, bound }]: [string, Wish]) =>
    value === undefined ? [] : [{ name, type, value, bound }],
  )
}

/** The lightest that works. The sort keeps the order of those that weigh the same. */
function lightestOf(candidates: readonly Candidate[], search: Search): Candidate | undefined {
  const inOrder = [...candidates].sort((a, b) => a.weight - b.weight || rank(a) - rank(b))
  return inOrder.find(({ changes, at }) => changes.length > 0 && turns(changes, at, search))
}

function rank({ changes }: Candidate): number {
  const kinds = changes.map(({ kind }) => kind)
  return kinds.includes('attribute') ? 2 : kinds.includes('wait') ? 1 : 0
}

/** Whether the answer is the other one after the changes. Values no store could hold turn nothing. */
function turns(
  changes: readonly ProposedChange[],
  at: number,
  { subject, holds, holdsFor }: Search,
): boolean {
  return changes.every(isHoldable) && holdsFor(applyChanges(subject, changes), at) !== holds
}

function isHoldable(change: ProposedChange): boolean {
  if (change.kind === 'wait') return true
  const values = change.kind === 'event' ? change.properties : [change]
  return values.every(({ type, value }) => value === undefined || isStorable(type, value))
}

/** What was found, with all that can be said of it: larger values do as well, until when, without what. */
function completed({ changes, at }: Candidate, search: Search): readonly ProposedChange[] {
  const sure = changes.map((change, index) =>
    withSureBounds(change, instead => turns(changes.with(index, instead), at, search)),
  )
  if (at === search.asOf) return withDeadline(sure, search)
  return sure.map(change =>
    change.kind === 'wait' ? { ...change, without: untilNotHad(sure, at, search) } : change,
  )
}

function withDeadline(changes: readonly ProposedChange[], search: Search): readonly ProposedChange[] {
  const before = deadlineOf(changes, search)
  if (before === undefined) return changes
  return changes.map(change => (change.kind === 'event' ? { ...change, before } : change))
}
