import { explain, explainClass, type Value } from '@kindred/language'
import { subjectOf } from '../profiles/moves/evaluate-record.ts'
import { knownAttributes } from '../profiles/record/live-record.ts'
import { classNameOf, isIn } from '../profiles/record/live-standing.ts'
import { instantsOf } from '../profiles/record/packed-since.ts'
import type { LiveMembership } from '../records/live.ts'
import { readCutoffTexts } from '../segments/cutoff-text.ts'
import type { Evaluable } from '../segments/evaluable.ts'
import type { LiveCustomer, LiveExplanation, LiveView } from './live.ts'
import type { ProgramInForce } from './live-program-setting.ts'
import type { LookedAt } from './live-reads.ts'
import { bareContext } from './population-at.ts'

/** Where she stands, by positions: nothing that needs a sentence. */
export function viewOf({ customer, inForce, asOf }: LookedAt): LiveView {
  const { record } = customer
  const subject = subjectOf(customer)
  const { mask, classes, since } = record.standing
  const { features, reasons } = inForce.program.look(subject, asOf)
  const instants = instantsOf(since, inForce.layout.segments.length + classes.length)
  return { id: record.id, asOf, version: inForce.version, features, mask, classes, reasons, since: instants }
}

/** Everything that is kept of her, by name. */
export function liveCustomerOf({ customer, inForce, asOf }: LookedAt): LiveCustomer {
  const { record } = customer
  const subject = subjectOf(customer)
  const { events } = inForce.program.subjectOf(subject)
  const passed = events.filter(event => event.at <= asOf)
  const values = inForce.program.valuesOfFeatures(subject, asOf)
  const features = new Map<string, Value>()
  for (const [at, name] of inForce.program.features.entries()) {
    const value = values[at]
    if (value !== undefined) features.set(name, value)
  }
  return {
    asOf,
    record: {
      id: record.id,
      since: record.knownSince === 0 ? undefined : record.knownSince,
      attributes: knownAttributes(record),
      events: passed,
    },
    eventCount: passed.length,
    features,
    memberships: membershipsOf({ customer, inForce, asOf }),
  }
}

/** The segments she is in and her classes. */
function membershipsOf({ customer: { record }, inForce: { layout } }: LookedAt): readonly LiveMembership[] {
  const { standing } = record
  const sinceOf = (position: number) => {
    const { at, cause, event } = standing.since.get(position) ?? {}
    return { since: at, cause, ...(event === undefined ? {} : { event }) }
  }
  const segments = layout.segments.flatMap((id, at): LiveMembership[] =>
    isIn(standing, at) ? [{ kind: 'segment', id, ...sinceOf(at) }] : [],
  )
  const segmentations = layout.segmentations.map(
    ({ id }, at): LiveMembership => ({
      kind: 'segmentation',
      id,
      class: classNameOf(standing, layout, at),
      ...sinceOf(layout.segments.length + at),
    }),
  )
  return [...segments, ...segmentations]
}

/** Why she is where she is, as of now. Of a single definition also when it changes by itself, and what would change it. */
export function explainedBy(
  { customer, inForce, asOf }: LookedAt,
  definitions: readonly Evaluable[],
  options: { readonly changes: boolean },
): readonly LiveExplanation[] {
  const { current, entered } = inForce
  if (current === undefined || entered === undefined) return []
  const { vocabulary } = current.compiled
  const context = { ...bareContext(vocabulary, asOf), cutoffs: readCutoffTexts(entered.cutoffs) }
  const subject = inForce.program.subjectOf(subjectOf(customer))
  return definitions.map(each =>
    each.kind === 'segment'
      ? {
          kind: 'segment',
          id: each.id,
          explanation: explain(each.when, subject, asOf, context, vocabulary, options),
        }
      : {
          kind: 'segmentation',
          id: each.id,
          explanation: explainClass(each.of, subject, asOf, context, vocabulary, options),
        },
  )
}

/** The definitions of the program in force, segments first, each in the order they are defined in. */
export function definitionsInForce({ program, current }: ProgramInForce): readonly Evaluable[] {
  if (current === undefined) return []
  const { compiled } = current
  const segments = program.segments.flatMap((id): Evaluable[] => {
    const when = compiled.segments.get(id)?.when
    return when === undefined ? [] : [{ kind: 'segment', id, when, events: [], attributes: [] }]
  })
  const segmentations = program.segmentations.flatMap(({ id }): Evaluable[] => {
    const of = compiled.segmentations.get(id)?.of
    return of === undefined ? [] : [{ kind: 'segmentation', id, of, events: [], attributes: [] }]
  })
  return [...segments, ...segmentations]
}
