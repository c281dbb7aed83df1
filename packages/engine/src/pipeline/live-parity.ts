import { explain, explainClass, type Value } from '@kindred/language'
import type { PopulationContext } from '../ports/warehouse.ts'
import { decodeRecord } from '../profiles/record/decode-record.ts'
import { classNameOf, isIn } from '../profiles/record/live-standing.ts'
import { hashedKeys } from '../profiles/record/record-key.ts'
import { classRead } from '../segments/class-condition.ts'
import { readCutoffTexts } from '../segments/cutoff-text.ts'
import type { Evaluable } from '../segments/evaluable.ts'
import type { Parity } from './live.ts'
import type { LiveLoop } from './live-loop.ts'
import type { LivePorts } from './live-ports.ts'
import type { ProgramInForce } from './live-program-setting.ts'
import type { LiveReads } from './live-reads.ts'
import { definitionsInForce, explainedBy } from './live-view.ts'
import { bareContext } from './population-at.ts'

const MOST_EXAMPLES = 100
/** So often customers are compared again who changed while they were. */
const MOST_TRIES = 5

export interface ParitySetting {
  readonly ports: LivePorts
  readonly loop: LiveLoop
  readonly reads: LiveReads
  readonly inForce: ProgramInForce
  readonly chunk: number
  /** Until the warehouse has all that was accepted. */
  drained(): Promise<void>
  /** Nothing is taken in meanwhile: it waits. */
  quietly<T>(work: () => Promise<T>): Promise<T>
}

/** What each definition says of one customer, in their order; `undefined`: she is not known. */
type Answers = readonly string[] | undefined

interface Difference {
  readonly customer: string
  readonly definition: Evaluable
  readonly live: string
  readonly batch: string
}

/** Compares what live and the warehouse say of every customer. */
export class LiveParity {
  readonly #setting: ParitySetting
  readonly #definitions: readonly Evaluable[]
  readonly #longIds = new Set<string>()
  readonly #differences: Difference[] = []
  #count = 0
  #customers = 0

  constructor(setting: ParitySetting) {
    this.#setting = setting
    this.#definitions = definitionsInForce(setting.inForce)
  }

  /** Who changes during the comparison is compared again, while nothing is taken in. */
  async compare(progress: (done: number, of: number) => void): Promise<Parity> {
    const { loop, ports, drained } = this.#setting
    await drained()
    const asOf = loop.now()
    const of = (await ports.warehouse.counts()).customers
    let after: string | undefined
    do {
      after = await this.#compareNext(asOf, after)
      progress(Math.min(this.#customers, of), of)
    } while (after !== undefined)
    await this.#compareHashed(asOf)
    return {
      asOf,
      customers: this.#customers,
      compared: this.#customers * this.#definitions.length,
      differences: this.#count,
      examples: await this.#examples(asOf),
    }
  }

  async #compareNext(asOf: number, after: string | undefined): Promise<string | undefined> {
    const batch = await this.#batch(asOf, after)
    const isEnd = batch.size < this.#setting.chunk
    const last = isEnd ? undefined : [...batch.keys()].at(-1)
    this.#customers += batch.size
    const ids = new Set([...batch.keys(), ...(await this.#recordsBetween(after, last))])
    const changed = await this.#differing(ids, batch, asOf)
    if (changed.length > 0) await this.#again(changed, after)
    return last
  }

  /** Compares once more those who differ, at an instant of their own, with nothing on the way. */
  async #again(ids: readonly string[], after: string | undefined): Promise<void> {
    const { quietly, drained, loop } = this.#setting
    await quietly(async () => {
      let open = ids
      for (let tries = 1; open.length > 0; tries += 1) {
        await drained()
        const at = loop.now()
        const batch = await this.#batch(at, after, this.#setting.chunk + open.length)
        const differing = await this.#differing(open, batch, at)
        if (tries === MOST_TRIES) for (const id of differing) await this.#note(id, batch.get(id), at)
        open = tries === MOST_TRIES ? [] : differing
      }
    })
  }

  /** Those of whom live says something else than the batch, or speaks of another instant. */
  async #differing(
    ids: Iterable<string>,
    batch: ReadonlyMap<string, Answers>,
    at: number,
  ): Promise<readonly string[]> {
    const differing: string[] = []
    for (const id of ids) if (!isSame(await this.#live(id, at), batch.get(id))) differing.push(id)
    return differing
  }

  async #note(id: string, batch: Answers, at: number): Promise<void> {
    const live = await this.#live(id, at)
    for (const [index, definition] of this.#definitions.entries()) {
      const [ours, theirs] = [live?.[index] ?? 'not known', batch?.[index] ?? 'not known']
      if (ours === theirs) continue
      this.#count += 1
      if (this.#differences.length < MOST_EXAMPLES)
        this.#differences.push({ customer: id, definition, live: ours, batch: theirs })
    }
  }

  async #live(id: string, at: number): Promise<Answers> {
    return this.#setting.reads.find(
      id,
      ({ customer, inForce: { layout }, asOf }) => {
        if (asOf !== at) return ['changed meanwhile']
        const { standing } = customer.record
        return [
          ...layout.segments.map((_, index) => (isIn(standing, index) ? 'in' : 'out')),
          ...layout.segmentations.map((_, index) => classNameOf(standing, layout, index)),
        ]
      },
      at,
    )
  }

  async #batch(
    asOf: number,
    after: string | undefined,
    limit: number = this.#setting.chunk,
  ): Promise<ReadonlyMap<string, Answers>> {
    const columns = new Map(
      this.#definitions.map(each => [
        `${each.kind} ${each.id}`,
        each.kind === 'segment' ? each.when : classRead(each.of),
      ]),
    )
    const query = { context: this.#context(asOf), columns, limit, ...(after === undefined ? {} : { after }) }
    const found = new Map<string, Answers>()
    for await (const { customer, values } of this.#setting.ports.warehouse.rows(query)) {
      if (Buffer.byteLength(customer) > LONGEST_KEY) this.#longIds.add(customer)
      found.set(
        customer,
        values.map((value, index) => this.#nameOf(value, index)),
      )
    }
    return found
  }

  #nameOf(value: Value | undefined, index: number): string {
    if (this.#definitions[index]?.kind === 'segment') return value === true ? 'in' : 'out'
    return typeof value === 'string' ? value : ''
  }

  #context(asOf: number): PopulationContext {
    const { current, entered } = this.#setting.inForce
    if (current === undefined || entered === undefined)
      return { asOf, timezone: 'UTC', weekStart: 1, cutoffs: new Map() }
    return {
      ...bareContext(current.compiled.vocabulary, asOf),
      cutoffs: readCutoffTexts(entered.cutoffs),
    }
  }

  /** Ids of records after one id, up to and with another; of those that are their own keys. */
  async #recordsBetween(after: string | undefined, last: string | undefined): Promise<readonly string[]> {
    const range = {
      ...(after === undefined ? {} : { from: behind(after) }),
      to: last === undefined ? hashedKeys : behind(last),
    }
    const ids: string[] = []
    for await (const { value } of this.#setting.ports.profiles.range('records', range)) {
      const { id, mergedInto } = decodeRecord(value)
      if (mergedInto === undefined) ids.push(id)
    }
    return ids
  }

  /** Records under a hash stand behind all others: who of them is not in the warehouse at all is found last. */
  async #compareHashed(asOf: number): Promise<void> {
    const unseen: string[] = []
    for await (const { value } of this.#setting.ports.profiles.range('records', { from: hashedKeys })) {
      const { id, mergedInto } = decodeRecord(value)
      if (mergedInto === undefined && !this.#longIds.has(id)) unseen.push(id)
    }
    for (const id of await this.#differing(unseen, new Map(), asOf)) await this.#note(id, undefined, asOf)
  }

  async #examples(asOf: number): Promise<Parity['examples']> {
    const examples: Parity['examples'][number][] = []
    for (const { customer, definition, live, batch } of this.#differences) {
      examples.push({
        customer,
        kind: definition.kind,
        definition: definition.id,
        live,
        batch,
        liveWhy: (await this.#liveWhy(customer, definition, asOf)) ?? 'live does not know her',
        batchWhy: (await this.#batchWhy(customer, definition, asOf)) ?? 'the warehouse does not know her',
      })
    }
    return examples
  }

  async #liveWhy(id: string, definition: Evaluable, asOf: number): Promise<string | undefined> {
    const look = (at: Parameters<typeof explainedBy>[0]) => explainedBy(at, [definition], { changes: false })
    return (await this.#setting.reads.find(id, look, asOf))?.[0]?.explanation.inWords
  }

  async #batchWhy(id: string, definition: Evaluable, asOf: number): Promise<string | undefined> {
    const { current } = this.#setting.inForce
    const subject = await this.#setting.ports.warehouse.customer(id, asOf)
    if (subject === undefined || current === undefined) return undefined
    const { vocabulary } = current.compiled
    const context = this.#context(asOf)
    return definition.kind === 'segment'
      ? explain(definition.when, subject, asOf, context, vocabulary).inWords
      : explainClass(definition.of, subject, asOf, context, vocabulary).inWords
  }
}

/** The longest id that is its own key, in bytes. */
const LONGEST_KEY = 300

/** The key right behind an id: of one that is too long to be a key, behind as much of it as a key can have. */
function behind(id: string): Uint8Array {
  return Buffer.concat([Buffer.from(id).subarray(0, LONGEST_KEY), Buffer.of(0)])
}

function isSame(live: Answers, batch: Answers): boolean {
  if (live === undefined || batch === undefined) return live === batch
  return live.length === batch.length && live.every((answer, index) => answer === batch[index])
}
