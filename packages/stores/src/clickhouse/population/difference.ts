import { isDeepStrictEqual } from 'node:util'
import type { Difference, DifferenceQuery, PopulationContext } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import { compareIds } from '../../order/compare-ids.ts'
import type { Cell } from '../warehouse-node.ts'
import { bitPositions, wordsOf } from './bit-positions.ts'
import type { CustomerRange } from './customer-ranges.ts'
import type { PopulationOfNode, PopulationReader, Subselect } from './population-reader.ts'

const nobody: Checked = {
  kind: 'literal',
  value: false,
  type: 'boolean',
  unknown: false,
  span: { line: 1, column: 1, length: 0 },
}

/** Who is in each condition on one side only. One pass where both sides are of one instant, else two. */
export async function difference(
  reader: PopulationReader,
  query: DifferenceQuery,
): Promise<ReadonlyMap<string, Difference>> {
  const conditions = [...query.conditions.values()]
  const before = conditions.map(sides => sides.before ?? nobody)
  const after = conditions.map(sides => sides.after ?? nobody)
  const found = new Differences(query.sample)
  await reader.eachRangeOfTwo(query.before, query.after, async (earlier, later, range) => {
    const both = sidesOf({ earlier, later, before, after, range })
    const sql = differenceSql(both.sql, conditions.length)
    const params = { ...both.params, sample: { type: 'UInt64', value: Math.max(1, query.sample) } }
    found.add(await later.node.rows({ ...both, sql, params }))
  })
  return new Map([...query.conditions.keys()].map((id, position) => [id, found.at(position)]))
}

interface Sides {
  readonly earlier: PopulationOfNode
  readonly later: PopulationOfNode
  readonly before: readonly Checked[]
  readonly after: readonly Checked[]
  readonly range: CustomerRange
}

/** A SELECT of `customer_id`, `before` and `after`, the bits of each side; none where she was not known. */
function sidesOf({ earlier, later, before, after, range }: Sides): Subselect {
  if (sameContext(earlier.context, later.context)) {
    return later.select({
      masks: new Map([
        ['before', before],
        ['after', after],
      ]),
      range,
    })
  }
  const first = earlier.select({ masks: new Map([['before', before]]), range }, 'before_')
  const second = later.select({ masks: new Map([['after', after]]), range })
  return {
    sql: `SELECT customer_id, before, after FROM (${first.sql}) AS earlier FULL JOIN (${second.sql}) AS later USING (customer_id)`,
    params: { ...first.params, ...second.params },
    settings: { ...first.settings, ...second.settings },
  }
}

function sameContext(a: PopulationContext, b: PopulationContext): boolean {
  return isDeepStrictEqual(a, b)
}

function differenceSql(source: string, bits: number): string {
  const positions = bitPositions(wordsOf(bits), index => `bitOr(before[${index + 1}], after[${index + 1}])`)
  const test = (side: string) =>
    `bitTest(${side}[toUInt32(intDiv(position, 64) + 1)], toUInt8(position % 64))`
  return `SELECT position, countIf(was), countIf(is), countIf(is AND NOT was), countIf(was AND NOT is),
      groupArraySortedIf({sample:UInt64})(customer_id, is AND NOT was), groupArraySortedIf({sample:UInt64})(customer_id, was AND NOT is)
    FROM (SELECT customer_id, position, ${test('before')} AS was, ${test('after')} AS is
      FROM (SELECT customer_id, before, after, arrayJoin(${positions}) AS position FROM (${source})))
    GROUP BY position`
}

/** Adds up what was found on each node and in each range. */
class Differences {
  readonly #sample: number
  readonly #found = new Map<number, Difference>()

  constructor(sample: number) {
    this.#sample = sample
  }

  add(rows: readonly (readonly Cell[])[]): void {
    for (const [position, before, after, entered, left, enteredSample, leftSample] of rows) {
      const sum = this.at(Number(position))
      this.#found.set(Number(position), {
        before: sum.before + Number(before),
        after: sum.after + Number(after),
        entered: sum.entered + Number(entered),
        left: sum.left + Number(left),
        enteredSample: this.#lowest(sum.enteredSample, enteredSample),
        leftSample: this.#lowest(sum.leftSample, leftSample),
      })
    }
  }

  at(position: number): Difference {
    const none = { before: 0, after: 0, entered: 0, left: 0, enteredSample: [], leftSample: [] }
    return this.#found.get(position) ?? none
  }

  #lowest(known: readonly string[], cell: Cell | undefined): readonly string[] {
    const more = Array.isArray(cell) ? cell.map(String) : []
    return [...known, ...more].sort(compareIds).slice(0, this.#sample)
  }
}
