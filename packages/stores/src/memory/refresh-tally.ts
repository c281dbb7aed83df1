import type {
  DefinitionResult,
  MembershipLayout,
  RefreshOutcome,
  StoredMembership,
  Transition,
} from '@kindred/engine'
import type { Checked, Value } from '@kindred/language'
import { Tally } from './tally.ts'

/** Sizes, values and movement of every segment and class of a refresh. */
export class RefreshTally {
  readonly #layout: MembershipLayout
  readonly #value: Checked | undefined
  readonly #whole: Tally
  readonly #tallies = new Map<string, Tally>()
  readonly #entered = new Map<string, number>()
  readonly #left = new Map<string, number>()

  constructor(layout: MembershipLayout, value: Checked | undefined) {
    this.#layout = layout
    this.#value = value
    this.#whole = new Tally(value)
  }

  add(membership: StoredMembership, value: Value | undefined): void {
    this.#whole.add(value)
    for (const id of membership.segments) this.#tally(segmentKey(id)).add(value)
    for (const [id, name] of membership.classes) this.#tally(classKey(id, name)).add(value)
  }

  move({ kind, definition, from, to }: Transition): void {
    if (kind === 'segment') {
      count(to === 'in' ? this.#entered : this.#left, segmentKey(definition))
      return
    }
    count(this.#entered, classKey(definition, to))
    count(this.#left, classKey(definition, from))
  }

  result(): Pick<RefreshOutcome, 'customers' | 'value' | 'results'> {
    const { size: customers, ...value } = this.#whole.result()
    const results = [
      ...this.#layout.segments.map(id => this.#result({ kind: 'segment', id }, segmentKey(id))),
      ...this.#layout.segmentations.flatMap(({ id, classes }) =>
        classes.map(name => this.#result({ kind: 'segmentation', id, class: name }, classKey(id, name))),
      ),
    ]
    return { customers, ...value, results }
  }

  #result(of: Pick<DefinitionResult, 'kind' | 'id' | 'class'>, key: string): DefinitionResult {
    const { size, value } = this.#tally(key).result()
    return {
      ...of,
      size,
      ...(value === undefined ? {} : { value: String(value) }),
      entered: this.#entered.get(key) ?? 0,
      left: this.#left.get(key) ?? 0,
    }
  }

  #tally(key: string): Tally {
    const known = this.#tallies.get(key) ?? new Tally(this.#value)
    this.#tallies.set(key, known)
    return known
  }
}

function segmentKey(id: string): string {
  return `segment ${id}`
}

function classKey(id: string, name: string): string {
  return `class ${id} ${name}`
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
