import { explain, explainClass, type Vocabulary } from '@kindred/language'
import type { Difference, PopulationContext } from '../ports/warehouse.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import {
  type CheckedDefinitions,
  checkDefinitions,
  type DefinitionsRequest,
  isStorable,
} from './check-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { findCutoffs } from './find-cutoffs.ts'
import { type PlannedGroup, plannedGroups } from './planned-groups.ts'
import { bareContext } from './population-at.ts'

export interface PlanRequest extends DefinitionsRequest {
  /** How many who enter, and how many who leave, are named with their reason for each group. Default 5. */
  readonly examples?: number
  readonly progress?: (step: PlanProgress) => void
  readonly signal?: AbortSignal
}

export interface PlanProgress {
  readonly step: 'compile' | 'cut_offs' | 'evaluate' | 'explain'
  readonly done: number
  readonly of: number
}

export interface Plan
  extends Pick<CheckedDefinitions, 'problems' | 'changes' | 'settings' | 'takenOver' | 'compiled'> {
  /** The version this was planned against; 0 when there is none. */
  readonly version: number
  /** At which instant the members were compared: that of the last refresh, else now. */
  readonly asOf: number
  /** Nothing when a problem is an error: what cannot be applied moves nobody. */
  readonly effects: readonly PlannedEffect[]
}

/** Who would enter and leave one segment or class through the change, and nothing else. */
export interface PlannedEffect {
  readonly kind: 'segment' | 'segmentation'
  readonly id: string
  readonly name?: string
  readonly class?: string
  readonly before: number
  readonly after: number
  readonly entering: number
  readonly leaving: number
  readonly enteringExamples: readonly Mover[]
  readonly leavingExamples: readonly Mover[]
}

export interface Mover {
  readonly customer: string
  /** The reason, in a sentence. */
  readonly why: string
}

/**
 * What applying definition files would change, and for whom; changes nothing. Both readings are of one instant and of
 * the same data, so that every move is the definitions' doing.
 *
 * @example
 * const { changes, effects } = await planDefinitions(ports, { files, complete: true })
 */
export async function planDefinitions(ports: EnginePorts, request: PlanRequest): Promise<Plan> {
  request.progress?.({ step: 'compile', done: 0, of: 1 })
  const checked = await checkDefinitions(ports.catalog, request)
  const asOf = await presentInstant(ports)
  const { problems, changes, settings, takenOver, compiled, current } = checked
  const effects = isStorable(checked) ? await new Planning(ports, request, checked, asOf).effects() : []
  return { version: current?.version ?? 0, asOf, problems, changes, settings, takenOver, compiled, effects }
}

class Planning {
  readonly #ports: EnginePorts
  readonly #request: PlanRequest
  readonly #checked: CheckedDefinitions
  readonly #asOf: number
  readonly #records = new Map<string, Promise<CustomerRecord | undefined>>()

  constructor(ports: EnginePorts, request: PlanRequest, checked: CheckedDefinitions, asOf: number) {
    this.#ports = ports
    this.#request = request
    this.#checked = checked
    this.#asOf = asOf
  }

  async effects(): Promise<readonly PlannedEffect[]> {
    const { current, compiled, changes } = this.#checked
    const groups = plannedGroups(changes, current?.compiled, compiled)
    if (groups.length === 0) return []
    this.#step('cut_offs', 0, 2)
    const before = await this.#context(current?.compiled.vocabulary ?? compiled.vocabulary, groups, 'before')
    this.#step('cut_offs', 1, 2)
    const after = await this.#context(compiled.vocabulary, groups, 'after')
    this.#step('evaluate', 0, 1)
    const sample = this.#request.examples ?? EXAMPLES
    const conditions = new Map(groups.map((group, index) => [String(index), group]))
    const found = await this.#ports.warehouse.difference({ before, after, conditions, sample })
    const effects: PlannedEffect[] = []
    for (const [index, group] of groups.entries()) {
      this.#step('explain', index, groups.length)
      const difference = found.get(String(index))
      if (difference !== undefined) effects.push(await this.#effect(group, difference, after))
    }
    return effects
  }

  #context(
    vocabulary: Vocabulary,
    groups: readonly PlannedGroup[],
    side: 'before' | 'after',
  ): Promise<PopulationContext> {
    const reads = groups.flatMap(group => group[side] ?? [])
    return findCutoffs(this.#ports.warehouse, bareContext(vocabulary, this.#asOf), reads)
  }

  async #effect(
    group: PlannedGroup,
    difference: Difference,
    context: PopulationContext,
  ): Promise<PlannedEffect> {
    const { kind, id, class: className } = group
    const { definitions } = this.#checked.compiled
    const before = this.#checked.current?.definitions
    const section = kind === 'segment' ? 'segments' : 'segmentations'
    const name = (definitions[section][id] ?? before?.[section][id])?.name
    return {
      kind,
      id,
      ...(name !== undefined && { name }),
      ...(className !== undefined && { class: className }),
      before: difference.before,
      after: difference.after,
      entering: difference.entered,
      leaving: difference.left,
      enteringExamples: await this.#movers(difference.enteredSample, group, context),
      leavingExamples: await this.#movers(difference.leftSample, group, context),
    }
  }

  async #movers(ids: readonly string[], group: PlannedGroup, context: PopulationContext): Promise<Mover[]> {
    const movers: Mover[] = []
    for (const customer of ids) {
      this.#request.signal?.throwIfAborted()
      const record = await this.#record(customer)
      if (record !== undefined) movers.push({ customer, why: this.#why(group, record, context) })
    }
    return movers
  }

  #record(id: string): Promise<CustomerRecord | undefined> {
    const known = this.#records.get(id) ?? this.#ports.warehouse.customer(id, this.#asOf)
    this.#records.set(id, known)
    return known
  }

  /** Of one who leaves as of one who enters: why she stands where she will stand. */
  #why(group: PlannedGroup, record: CustomerRecord, context: PopulationContext): string {
    const { vocabulary } = this.#checked.compiled
    const { segmentation, after } = group
    if (segmentation !== undefined) {
      const { class: name, inWords } = explainClass(segmentation, record, this.#asOf, context, vocabulary)
      return name === group.class ? inWords : `Now '${name}'. ${inWords}`
    }
    if (after === undefined) return `The ${group.kind} is gone.`
    return explain(after, record, this.#asOf, context, vocabulary).inWords
  }

  #step(step: PlanProgress['step'], done: number, of: number): void {
    this.#request.signal?.throwIfAborted()
    this.#request.progress?.({ step, done, of })
  }
}

const EXAMPLES = 5
