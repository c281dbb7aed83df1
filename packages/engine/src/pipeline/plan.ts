import { explain, explainClass, type Subject, type Vocabulary } from '@kindred/language'
import type { Difference, PopulationContext } from '../ports/warehouse.ts'
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
import { plannedSubjects } from './planned-subjects.ts'
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
    const moved = groups.flatMap((group, index) => {
      const difference = found.get(String(index))
      return difference === undefined ? [] : [{ group, difference }]
    })
    this.#step('explain', 0, groups.length)
    const subjects = await this.#subjects(moved)
    return moved.map(({ group, difference }, index) => {
      this.#step('explain', index, groups.length)
      return this.#effect(group, difference, { subjects, context: after })
    })
  }

  /** Everybody who is named anywhere. Of a group that is gone nothing has to be known to say why. */
  #subjects(moved: readonly MovedGroup[]): Promise<ReadonlyMap<string, Subject>> {
    const explained = moved.filter(({ group }) => isStill(group))
    const named = explained.flatMap(({ difference }) => [
      ...difference.enteredSample,
      ...difference.leftSample,
    ])
    const conditions = explained.flatMap(({ group }) => group.after ?? [])
    return plannedSubjects(this.#ports.warehouse, new Set(named), conditions, this.#asOf)
  }

  #context(
    vocabulary: Vocabulary,
    groups: readonly PlannedGroup[],
    side: 'before' | 'after',
  ): Promise<PopulationContext> {
    const reads = groups.flatMap(group => group[side] ?? [])
    return findCutoffs(this.#ports.warehouse, bareContext(vocabulary, this.#asOf), reads)
  }

  #effect(group: PlannedGroup, difference: Difference, scene: Scene): PlannedEffect {
    const { kind, id, class: className } = group
    const { definitions } = this.#checked.compiled
    const before = this.#checked.current?.definitions
    const section = kind === 'segment' ? 'segments' : 'segmentations'
    const name = (definitions[section][id] ?? before?.[section][id])?.name
    const movers = (ids: readonly string[]): Mover[] =>
      ids.flatMap(customer => this.#mover(group, customer, scene))
    return {
      kind,
      id,
      ...(name !== undefined && { name }),
      ...(className !== undefined && { class: className }),
      before: difference.before,
      after: difference.after,
      entering: difference.entered,
      leaving: difference.left,
      enteringExamples: movers(difference.enteredSample),
      leavingExamples: movers(difference.leftSample),
    }
  }

  #mover(group: PlannedGroup, customer: string, { subjects, context }: Scene): readonly Mover[] {
    if (!isStill(group)) return [{ customer, why: `The ${group.kind} is gone.` }]
    const subject = subjects.get(customer)
    return subject === undefined ? [] : [{ customer, why: this.#why(group, subject, context) }]
  }

  /** Of one who leaves as of one who enters: why she stands where she will stand. */
  #why(
    { segmentation, after, class: own }: PlannedGroup,
    subject: Subject,
    context: PopulationContext,
  ): string {
    const { vocabulary } = this.#checked.compiled
    if (segmentation !== undefined) {
      const { class: name, inWords } = explainClass(segmentation, subject, this.#asOf, context, vocabulary)
      return name === own ? inWords : `Now '${name}'. ${inWords}`
    }
    return after === undefined ? '' : explain(after, subject, this.#asOf, context, vocabulary).inWords
  }

  #step(step: PlanProgress['step'], done: number, of: number): void {
    this.#request.signal?.throwIfAborted()
    this.#request.progress?.({ step, done, of })
  }
}

/** Whether there is something left that can be explained: of a class that is gone, the segmentation. */
function isStill({ segmentation, after }: PlannedGroup): boolean {
  return segmentation !== undefined || after !== undefined
}

interface MovedGroup {
  readonly group: PlannedGroup
  readonly difference: Difference
}

/** Who is spoken of, and where the population will be cut. */
interface Scene {
  readonly subjects: ReadonlyMap<string, Subject>
  readonly context: PopulationContext
}

const EXAMPLES = 5
