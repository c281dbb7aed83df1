import type { MigrationCell, MigrationQuery, PopulationContext } from '@kindred/engine'
import { type Checked, type CheckedSegmentation, classesOf, type Value } from '@kindred/language'
import { classRead, evaluatePopulation } from './evaluate-population.ts'
import type { MemoryData } from './memory-data.ts'
import { valueUnder } from './named-expressions.ts'
import { Total } from './total.ts'

interface Standing {
  readonly class: string
  readonly value: Value | undefined
}

/** Cells in the order of the classes, those of newly known customers first. */
export function migration(data: MemoryData, query: MigrationQuery): readonly MigrationCell[] {
  const from = standings(data, query.from, query.value)
  const to = standings(data, query.to, query.value)
  const cells: MigrationCell[] = []
  for (const before of [undefined, ...classesOf(query.from.segmentation)]) {
    for (const after of classesOf(query.to.segmentation)) {
      const movers = [...to].filter(
        ([id, standing]) => standing.class === after && from.get(id)?.class === before,
      )
      if (movers.length > 0) cells.push(cell(before, after, movers, from, query.value))
    }
  }
  return cells
}

function standings(
  data: MemoryData,
  side: { readonly context: PopulationContext; readonly segmentation: CheckedSegmentation },
  value: Checked | undefined,
): ReadonlyMap<string, Standing> {
  const expressions = new Map([['class', classRead(side.segmentation)], ...valueUnder(value)])
  const found = new Map<string, Standing>()
  for (const { customer, values } of evaluatePopulation(data, side.context, expressions)) {
    found.set(customer.id, { class: String(values.get('class')), value: values.get('value') })
  }
  return found
}

function cell(
  from: string | undefined,
  to: string,
  movers: readonly (readonly [string, Standing])[],
  before: ReadonlyMap<string, Standing>,
  value: Checked | undefined,
): MigrationCell {
  const counted = { from, to, customers: movers.length }
  if (value === undefined) return counted
  const valueAfter = total(
    value,
    movers.map(([, standing]) => standing.value),
  )
  if (from === undefined) return { ...counted, valueAfter }
  const valueBefore = total(
    value,
    movers.map(([id]) => before.get(id)?.value),
  )
  return { ...counted, valueBefore, valueAfter }
}

function total(value: Checked, values: readonly (Value | undefined)[]): number | bigint {
  const sum = new Total(value)
  for (const each of values) sum.add(each)
  return sum.result()
}
