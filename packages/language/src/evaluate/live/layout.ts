import type { Aggregate, Checked } from '../../ast/checked.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'
import { looksAtClock } from '../changes/drifts.ts'
import { newCompiler } from '../compiler.ts'
import type { EvaluationContext } from '../evaluation-context.ts'
import type { Holds } from '../run.ts'
import { writtenAlike } from '../written-alike.ts'
import { type Column, isWide } from './cell.ts'
import { hashText } from './hash-bytes.ts'
import { fingerprintOf, partsOf } from './kept-by.ts'
import type { KeptEvent, KeptEvents } from './live-program.ts'
import { type Measures, measuresOf } from './measures.ts'
import { type Spans, spansOf } from './spans.ts'

/** How the events of one name are packed. */
export interface LayoutEvent {
  readonly name: string
  /** Among the names. */
  readonly position: number
  readonly lasts: number
  readonly columns: readonly Column[]
  readonly columnOf: ReadonlyMap<string, Column>
  readonly wide: number
  readonly narrow: number
  /** Every `where` that asks only what an event is, never what time it is: answered once, when an event is packed. */
  readonly tests: readonly Holds[]
  readonly testOf: ReadonlyMap<string, number>
  /** Words of 32 answers. */
  readonly testWords: number
}

/** How a program's histories are packed. */
export interface Layout {
  readonly fingerprint: string
  readonly events: readonly LayoutEvent[]
  readonly eventOf: ReadonlyMap<string, LayoutEvent>
  /** Of what is kept: pieces of another are not readable. */
  readonly hash: readonly [number, number]
  /** Of the tests: pieces of others are tested anew. */
  readonly testsHash: readonly [number, number]
  readonly measures: Measures
  readonly spans: Spans
}

export function layoutOf(kept: KeptEvents, trees: readonly Checked[], context: EvaluationContext): Layout {
  const aggregates = [...partsOf(trees)].filter(isStandingAggregate)
  const compiler = newCompiler(context)
  const events = [...kept.events].map(([name, keptEvent], position) => {
    const wheres = wheresOf(aggregates.filter(({ event }) => event === name))
    const tests = [...wheres.values()].map(where => compiler.condition(where))
    return {
      ...columnsOf(name, keptEvent),
      name,
      position,
      lasts: keptEvent.lasts,
      tests,
      ...testsOf(wheres),
    }
  })
  const eventOf = new Map(events.map(event => [event.name, event]))
  const fingerprint = fingerprintOf(kept)
  const measures = measuresOf(aggregates, eventOf, context)
  return {
    fingerprint,
    events,
    eventOf,
    hash: hashText(`1 ${fingerprint}`),
    testsHash: hashText(JSON.stringify(events.map(({ testOf }) => [...testOf.keys()]))),
    measures,
    spans: spansOf(aggregates, measures, context),
  }
}

/** An aggregate whose events are let through whatever the time. */
export function isStandingAggregate(node: Checked): node is Aggregate {
  return node.kind === 'aggregate' && (node.where === undefined || !looksAtClock(node.where))
}

/** Each once, in an order that does not depend on the definitions'. */
function wheresOf(aggregates: readonly Aggregate[]): ReadonlyMap<string, Checked> {
  const wheres = new Map<string, Checked>()
  for (const { where } of aggregates) if (where !== undefined) wheres.set(writtenAlike(where), where)
  return new Map([...wheres].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function testsOf(wheres: ReadonlyMap<string, Checked>) {
  const testOf = new Map([...wheres.keys()].map((key, test) => [key, test]))
  return { testOf, testWords: Math.ceil(testOf.size / 32) }
}

function columnsOf(event: string, { properties }: KeptEvent) {
  let [wide, narrow] = [0, 0]
  const columns = [...properties].map(([name, type]: readonly [string, DeclaredType]): Column => {
    const position = isWide(type) ? wide++ : narrow++
    return { name, type, wide: isWide(type), position, what: `the property '${name}' of '${event}'` }
  })
  return { columns, columnOf: new Map(columns.map(column => [column.name, column])), wide, narrow }
}
