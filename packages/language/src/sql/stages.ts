import { DEEPEST, SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'

/** One SELECT above its source: what it gives beside the key. */
export interface StageText {
  readonly columns: readonly { readonly text: string; readonly alias: string }[]
  readonly condition: string | undefined
}

/** `a + b AS c, …` */
export function selectList(stage: StageText): string {
  return stage.columns.map(({ text, alias }) => `${text} AS ${alias}`).join(', ')
}

/** What is to be selected. */
export interface Wanted {
  readonly outputs: readonly { readonly alias: string; readonly fragment: Fragment }[]
  readonly condition?: Fragment | undefined
  /** The text of a column or aggregate in the innermost SELECT. */
  readonly base: (leaf: Fragment) => string
}

/** A fragment this long (in pieces) that is used more than once becomes a column of its own; */
const WORTH_A_COLUMN = 6
/** and so does a shorter one whose uses together come to this. */
const WORTH_A_COLUMN_TOGETHER = 12

/**
 * Writes fragments as a chain of SELECTs, innermost first. What is used more than once becomes a column of
 * an inner SELECT, so that the text is as long as the graph, not as the tree it unfolds to. (Aliases would not do:
 * ClickHouse puts what they stand for in their place before it plans.)
 */
export function writeStages(wanted: Wanted): readonly StageText[] {
  return new Stages(wanted).write()
}

class Stages {
  readonly #wanted: Wanted
  readonly #fragments: readonly Fragment[]
  /** The SELECT in which a fragment can first be written. */
  readonly #level = new Map<Fragment, number>()
  /** Shared fragments and base columns, which are referred to by name once they have been selected. */
  readonly #columns = new Set<Fragment>()
  /** The last SELECT that refers to a column. */
  readonly #lastUse = new Map<Fragment, number>()
  readonly #top: number

  constructor(wanted: Wanted) {
    this.#wanted = wanted
    const roots = [...wanted.outputs.map(output => output.fragment)]
    if (wanted.condition !== undefined) roots.push(wanted.condition)
    this.#fragments = reachable(roots)
    refuseTooDeep(this.#fragments)
    this.#chooseColumns(roots)
    this.#top = Math.max(0, ...roots.map(root => this.#available(root)))
    for (const root of roots) this.#use(root, this.#top)
    // A column's own inputs are used where it is computed. Fragments stand after their inputs.
    for (const fragment of this.#fragments.toReversed()) this.#useInputs(fragment)
  }

  write(): readonly StageText[] {
    const stages: StageText[] = []
    for (let level = 0; level < this.#top; level += 1) {
      stages.push({ columns: this.#passed(level), condition: undefined })
    }
    const { outputs, condition } = this.#wanted
    stages.push({
      columns: outputs.map(({ alias, fragment }) => ({ alias, text: this.#text(fragment, this.#top) })),
      condition: condition && this.#text(condition, this.#top),
    })
    return stages
  }

  #chooseColumns(roots: readonly Fragment[]): void {
    const uses = countUses(this.#fragments, roots)
    const length = new Map<Fragment, number>()
    for (const fragment of this.#fragments) {
      const inside = fragment.inputs.reduce((sum, input) => sum + (length.get(input) ?? 1), 1)
      const shared = fragment.apart === true || isWorthAColumn(inside, uses.get(fragment) ?? 0)
      if (shared || isBase(fragment)) this.#columns.add(fragment)
      length.set(fragment, shared || isBase(fragment) ? 1 : inside)
      const level = isBase(fragment)
        ? 0
        : Math.max(0, ...fragment.inputs.map(input => this.#available(input)))
      this.#level.set(fragment, level)
    }
  }

  /** The first SELECT that can refer to a fragment. */
  #available(fragment: Fragment): number {
    const level = this.#level.get(fragment) ?? 0
    return this.#columns.has(fragment) && !isBase(fragment) ? level + 1 : level
  }

  #use(fragment: Fragment, level: number): void {
    if (this.#columns.has(fragment)) {
      this.#lastUse.set(fragment, Math.max(level, this.#lastUse.get(fragment) ?? 0))
    } else {
      for (const input of fragment.inputs) this.#use(input, level)
    }
  }

  #useInputs(fragment: Fragment): void {
    if (!this.#columns.has(fragment) || isBase(fragment)) return
    for (const input of fragment.inputs) this.#use(input, this.#level.get(fragment) ?? 0)
  }

  /** The columns a SELECT hands to the next: computed in it, or passed on because they are referred to later. */
  #passed(level: number): StageText['columns'] {
    return this.#fragments
      .filter(column => this.#columns.has(column))
      .filter(column => (this.#level.get(column) ?? 0) <= level && (this.#lastUse.get(column) ?? -1) > level)
      .map(column => ({ text: this.#define(column, level), alias: columnAlias(column) }))
  }

  #define(column: Fragment, level: number): string {
    const computedHere = this.#level.get(column) === level && !isBase(column)
    return computedHere ? this.#spell(column, level) : this.#text(column, level)
  }

  #text(fragment: Fragment, level: number): string {
    if (isBase(fragment) && level === 0) return this.#wanted.base(fragment)
    if (this.#columns.has(fragment)) return columnAlias(fragment)
    return this.#spell(fragment, level)
  }

  #spell(fragment: Fragment, level: number): string {
    return fragment.strings.reduce((text, piece, index) => {
      const input = fragment.inputs[index - 1]
      return `${text}${input === undefined ? '' : this.#text(input, level)}${piece}`
    })
  }
}

function isWorthAColumn(length: number, uses: number): boolean {
  if (uses < 2 || length < 2) return false
  return length >= WORTH_A_COLUMN || length * uses >= WORTH_A_COLUMN_TOGETHER
}

/** The name of the column that a fragment becomes. No expression or table has one like it. */
export function columnAlias(fragment: Fragment): string {
  return `_${fragment.id}`
}

/** What the innermost SELECT takes from its tables. */
function isBase(fragment: Fragment): boolean {
  return fragment.kind !== 'operation'
}

/** All fragments the roots stand on, inputs before what is made of them; not what lies inside an aggregate. */
export function reachable(roots: readonly Fragment[]): readonly Fragment[] {
  const found = new Set<Fragment>()
  const waiting = [...roots]
  for (let fragment = waiting.pop(); fragment !== undefined; fragment = waiting.pop()) {
    if (found.has(fragment)) continue
    found.add(fragment)
    if (!isBase(fragment)) waiting.push(...fragment.inputs)
  }
  return [...found].sort((a, b) => a.id - b.id)
}

function refuseTooDeep(fragments: readonly Fragment[]): void {
  const depths = new Map<Fragment, number>()
  for (const fragment of fragments) {
    const depth = fragment.inputs.reduce((most, input) => Math.max(most, depths.get(input) ?? 0), 0) + 1
    if (depth > DEEPEST) throw new SqlError('sql_nested_too_deep', `more than ${DEEPEST}`)
    depths.set(fragment, depth)
  }
}

function countUses(
  fragments: readonly Fragment[],
  roots: readonly Fragment[],
): ReadonlyMap<Fragment, number> {
  const uses = new Map<Fragment, number>()
  const count = (fragment: Fragment) => uses.set(fragment, (uses.get(fragment) ?? 0) + 1)
  for (const fragment of fragments) if (!isBase(fragment)) fragment.inputs.forEach(count)
  roots.forEach(count)
  return uses
}
