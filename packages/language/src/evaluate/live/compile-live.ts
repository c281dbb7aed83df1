import type { Checked } from '../../ast/checked.ts'
import { classesOf, segmentationPartsOf } from '../../ast/checked-parts.ts'
import { referencesOf } from '../../ast/references.ts'
import type { Value } from '../../vocabulary/value.ts'
import { classRead } from '../changes/class-read.ts'
import { compileNextChanges } from '../changes/compile-next-change.ts'
import { newCompiler } from '../compiler.ts'
import { EvaluationError } from '../errors.ts'
import type { EvaluationContext } from '../evaluation-context.ts'
import { orderEvents } from '../order-events.ts'
import { compileSlots } from '../slots/compile-slots.ts'
import type { Subject, SubjectEvent } from '../subject.ts'
import { fingerprintOf, keptBy, treesOf } from './kept-by.ts'
import type {
  History,
  LiveAnswer,
  LiveDefinitions,
  LiveNews,
  LiveProgram,
  LiveSubject,
} from './live-program.ts'

/** Compiles all definitions of a workspace into one program over a customer's packed record. */
export function compileLive(definitions: LiveDefinitions, context: EvaluationContext): LiveProgram {
  const { features, segments, segmentations } = definitions
  const trees = treesOf(definitions)
  const kept = keptBy(trees)
  const keptFingerprint = fingerprintOf(kept)
  const reads = trees.map(tree => referencesOf(tree))
  const slots = compileSlots(segments, context)
  const row = new Float64Array(slots.slots.length)
  const compiler = newCompiler(context)
  const classified = [...segmentations.values()].map(of => {
    const classes = classesOf(of)
    return {
      classes,
      read: compiler.value(classRead(of)),
      reads: segmentationPartsOf(of).map(part => referencesOf(part)),
    }
  })
  const featureValues = [...features.values()].map(checked => compiler.value(checked))
  const changing = new Map<string, Checked>([
    ...[...segments].map(([name, when]) => [`segment ${name}`, when] as const),
    ...[...segmentations].map(([name, of]) => [`segmentation ${name}`, classRead(of)] as const),
  ])
  const changes = compileNextChanges(changing, context, { looks: 0 })

  function decode(head: Uint8Array): History {
    unpack(head, keptFingerprint)
    return { head, pages: new Map(), changedPages: new Map() }
  }

  function subjectOf({ history, ...customer }: LiveSubject): Subject {
    return { ...customer, events: unpack(history.head, keptFingerprint) }
  }

  function evaluate(live: LiveSubject, asOf: number, _before?: LiveNews): LiveAnswer {
    const subject = subjectOf(live)
    const mask = new Uint32Array(slots.words)
    slots.fill(subject, asOf, row)
    slots.masks(row, mask)
    const run = compiler.begin(subject, asOf)
    const classes = classified.map(({ classes, read }) => classes.indexOf(String(read(run))))
    return { mask, classes: Uint16Array.from(classes) }
  }

  return {
    kept,
    keptFingerprint,
    features: [...features.keys()],
    segments: [...segments.keys()],
    segmentations: [...segmentations.keys()].map((id, index) => ({
      id,
      classes: classified[index]?.classes ?? [],
    })),
    empty: () => decode(pack([], keptFingerprint)),
    decode,
    add(history, events, asOf) {
      const before = unpack(history.head, keptFingerprint)
      const known = new Set(before.map(({ id }) => id))
      const isNew = events.map(({ id, event, at }) => {
        const lasts = kept.events.get(event)?.lasts
        if (lasts === undefined || known.has(id) || at + lasts <= asOf) return false
        known.add(id)
        return true
      })
      const all = orderEvents([...before, ...events.filter((_, index) => isNew[index])])
      const lasting = all.filter(({ event, at }) => at + (kept.events.get(event)?.lasts ?? 0) > asOf)
      return { history: decode(pack(lasting, keptFingerprint)), isNew }
    },
    readsEvent: name => kept.events.has(name),
    readsAttribute: name => reads.some(({ attributes }) => attributes.includes(name)),
    readsScore: model => reads.some(({ scores }) => scores.includes(model)),
    evaluate,
    reasons(live, asOf) {
      const reasons = new Uint16Array(segments.size)
      slots.fill(subjectOf(live), asOf, row)
      slots.reasons(row, reasons)
      return reasons
    },
    condition: slots.condition,
    valuesOfFeatures(live, asOf) {
      const run = compiler.begin(subjectOf(live), asOf)
      return featureValues.map(value => value(run))
    },
    nextChange(live, asOf) {
      const instants = [...changes(subjectOf(live), asOf).values()]
      return instants.length === 0 ? undefined : Math.min(...instants)
    },
    subjectOf,
  }
}

function pack(events: readonly SubjectEvent[], fingerprint: string): Uint8Array {
  const written = events.map(({ id, event, at, properties }) => ({
    id,
    event,
    at,
    properties: [...properties],
  }))
  const text = JSON.stringify({ fingerprint, events: written }, (_, part: unknown) =>
    typeof part === 'bigint' ? { tenThousandths: String(part) } : part,
  )
  return new TextEncoder().encode(text)
}

function unpack(head: Uint8Array, fingerprint: string): readonly SubjectEvent[] {
  const read: {
    fingerprint: string
    events: { id: string; event: string; at: number; properties: [string, Value][] }[]
  } = JSON.parse(new TextDecoder().decode(head), (_, part) =>
    part?.tenThousandths === undefined ? part : BigInt(part.tenThousandths),
  )
  if (read.fingerprint !== fingerprint)
    throw new EvaluationError('history_not_readable', 'a history', 'the events that are kept now')
  return read.events.map(event => ({ ...event, properties: new Map(event.properties) }))
}
