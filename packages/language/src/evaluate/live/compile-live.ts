import { classesOf } from '../../ast/checked-parts.ts'
import { classRead } from '../changes/class-read.ts'
import { HORIZON, NEVER } from '../changes/horizon.ts'
import { newWatch } from '../changes/watch.ts'
import type { EvaluationContext } from '../evaluation-context.ts'
import type { Evaluate, Run } from '../run.ts'
import { compileSlots } from '../slots/compile-slots.ts'
import type { SubjectEvent } from '../subject.ts'
import { addEvents } from './add-events.ts'
import { clockLeaves } from './clock-leaves.ts'
import { featuresOfRow } from './features-of-row.ts'
import { compileRowFiller } from './fill-row.ts'
import { keptBy, treesOf } from './kept-by.ts'
import { layoutOf } from './layout.ts'
import type {
  History,
  LiveAnswer,
  LiveDefinitions,
  LiveNews,
  LiveProgram,
  LiveSubject,
} from './live-program.ts'
import { eventsOf } from './packed-event.ts'
import { emptyHistory, PackedHistory, readHistory } from './packed-history.ts'
import { PackedSource } from './packed-source.ts'
import { newReads } from './reads.ts'

export interface LiveOptions {
  /** Events in a page of a long history; a history of up to four times as many has none. 128 when absent. */
  readonly pageSize?: number
}

/**
 * Compiles all definitions of a workspace into one program over a customer's packed record. It gives what the closures
 * of the same trees give for the set of distinct events.
 *
 * @param definitions - What the check returned, by name; the order is that of the answers.
 * @param context - As for `compileClosure`.
 *
 * Cost: an evaluation is in proportion to the events in the windows, of long histories to their pages. A sequence, or a
 * condition on events that looks at the clock, reads every page its window reaches; so do `distinct`
 * and `most_frequent` of many different values, and sums beyond the safe integers.
 *
 * @example
 * const program = compileLive({ features: new Map(), segments: new Map([['recent', recent]]), segmentations: new Map() }, context)
 * const { history } = program.add(program.empty(), events, asOf)
 * program.evaluate({ id: 'c1', attributes: new Map(), history }, asOf).mask[0]   // 1 while `recent` holds
 */
export function compileLive(
  definitions: LiveDefinitions,
  context: EvaluationContext,
  { pageSize = 128 }: LiveOptions = {},
): LiveProgram {
  const trees = treesOf(definitions)
  const kept = keptBy(trees)
  const layout = layoutOf(kept, trees, context)
  const source = new PackedSource(layout, context)
  const watch = newWatch(context, source)
  const { compiler } = watch
  const reads = newReads(definitions)
  const features = [...definitions.features.values()].map(checked => compiler.value(checked))
  const segments = [...definitions.segments.values()].map(when => compiler.condition(when))
  const classReads = [...definitions.segmentations.values()].map(classRead)
  const segmentations = [...definitions.segmentations].map(([id, of]) => ({ id, classes: classesOf(of) }))
  const classes = classReads.map((read, index) =>
    classNumber(compiler.value(read), segmentations[index]?.classes ?? []),
  )
  const untils = clockLeaves([...definitions.segments.values(), ...classReads]).map(leaf => watch.until(leaf))
  const slots = compileSlots(definitions.segments, context)
  const filler = compileRowFiller(slots, source, compiler)
  const row = new Float64Array(slots.slots.length)
  let room = new Uint16Array(0)
  const names = [...definitions.features.keys()]
  const inRow = featuresOfRow(new Map(names.map((name, at) => [name, features[at] ?? nothing])), slots)

  function packed(history: History): PackedHistory {
    const isOurs = history instanceof PackedHistory && history.layout === layout
    return isOurs ? history : readHistory(layout, history.head, history.pages)
  }

  /** A run whose events are those of the source. */
  function begin({ id, attributes, history }: LiveSubject, asOf: number): Run {
    source.begin(packed(history), asOf)
    return compiler.begin({ id, attributes, events: NO_EVENTS }, asOf)
  }

  /** A piece of a larger array: one of its own each time would cost more than what is written into it. */
  function roomForReasons(): Uint16Array {
    const { size } = definitions.segments
    if (room.length < size) room = new Uint16Array(ROOMS * size)
    const own = room.subarray(0, size)
    room = room.subarray(size)
    return own
  }

  function evaluateAll(run: Run): LiveAnswer {
    const mask = new Uint32Array(slots.words)
    source.requireEdges()
    filler.fill(run, row)
    slots.masks(row, mask)
    const numbers = classes.length === 0 ? NO_CLASSES : new Uint16Array(classes.length)
    for (let index = 0; index < classes.length; index += 1) numbers[index] = classes[index]?.(run) ?? 0
    source.requirePages()
    return { mask, classes: numbers }
  }

  function evaluateSome(run: Run, { answer, ...news }: LiveNews): LiveAnswer {
    const { segments: some, segmentations: others } = reads.of(news)
    const mask = answer.mask.slice()
    for (const segment of some) setBit(mask, segment, segments[segment]?.(run) === true)
    const numbers = answer.classes.slice()
    for (const segmentation of others) numbers[segmentation] = classes[segmentation]?.(run) ?? 0
    source.requirePages()
    return { mask, classes: numbers }
  }

  /** The first of all: the later ones are looked at no further than the first of those before them. */
  function nextOf(run: Run): number {
    source.requireEdges()
    watch.bound = NEVER
    for (const until of untils) watch.bound = Math.min(watch.bound, until(run))
    source.requirePages()
    return watch.bound
  }

  return {
    kept,
    keptFingerprint: layout.fingerprint,
    features: names,
    segments: [...definitions.segments.keys()],
    segmentations,
    empty: () => emptyHistory(layout),
    decode: (head, pages) => readHistory(layout, head, pages),
    add: (history, events, asOf) => addEvents(packed(history), events, asOf, pageSize),
    readsEvent: reads.event,
    readsAttribute: reads.attribute,
    evaluate(subject, asOf, before) {
      const run = begin(subject, asOf)
      // The generated code over one piece is done with all of them before the closures are with a few.
      const isSome = before !== undefined && source.history.isPaged
      return isSome ? evaluateSome(run, before) : evaluateAll(run)
    },
    reasons(subject, asOf) {
      const reasons = new Uint16Array(definitions.segments.size)
      filler.fill(begin(subject, asOf), row)
      source.requirePages()
      slots.reasons(row, reasons)
      return reasons
    },
    look(subject, asOf) {
      const run = begin(subject, asOf)
      const reasons = roomForReasons()
      filler.fill(run, row)
      const values = inRow.map(value => value(run, row))
      source.requirePages()
      slots.reasons(row, reasons)
      return { reasons, features: values }
    },
    condition: slots.condition,
    valuesOfFeatures(subject, asOf) {
      const run = begin(subject, asOf)
      const values = features.map(value => value(run))
      source.requirePages()
      return values
    },
    nextChange(subject, asOf) {
      const at = nextOf(begin(subject, asOf))
      return at > HORIZON ? undefined : at
    },
    subjectOf({ history, ...customer }) {
      return { ...customer, events: packed(history).pieces().flatMap(eventsOf) }
    },
  }
}

/** So many answers share the memory of their reasons. */
const ROOMS = 64

/** Of all answers where there are no segmentations. */
const NO_CLASSES = new Uint16Array(0)

const NO_EVENTS: readonly SubjectEvent[] = []

const nothing: Evaluate = () => undefined

/** The number of a class: its place among all. */
function classNumber(read: Evaluate, classes: readonly string[]): (run: Run) => number {
  const numbers = new Map<unknown, number>(classes.map((name, number) => [name, number]))
  return run => numbers.get(read(run)) ?? classes.length - 1
}

function setBit(mask: Uint32Array, bit: number, isSet: boolean): void {
  const word = mask[bit >> 5] ?? 0
  mask[bit >> 5] = isSet ? word | (1 << (bit & 31)) : word & ~(1 << (bit & 31))
}
