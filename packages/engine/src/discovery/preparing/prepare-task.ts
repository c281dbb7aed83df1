import {
  applyPreparation,
  type FittedPreparation,
  fitPreparation,
  LearningError,
  type Table,
} from '@kindred/learning'
import { EngineError } from '../../errors.ts'
import type { DiscoveredFeature, GroupInput } from '../../records/discovery.ts'
import type { GroupTask } from '../group-task.ts'
import { groupInputs } from '../model/group-inputs.ts'
import { spaceOf } from '../model/space-of.ts'
import { percent } from '../profiles/percent.ts'
import type { PreparedTask } from './prepared-task.ts'
import { sayPreparation } from './say-preparation.ts'

/** More rows far out than this share are no outliers, but how these customers are. */
const MOST_OUTLIERS = 0.05

/** Of two customers each would be a group of its own. */
const FEWEST = 3

/**
 * Customers as points: missing values filled, lopsided numbers straightened, everything to one scale, and who is far out
 * in something set apart.
 *
 * @throws EngineError `too_few_to_group`, `nothing_to_group_by`; LearningError what a table is refused for
 */
export function prepareTask(task: GroupTask): PreparedTask {
  const customers = task.customers.length
  if (customers < FEWEST) throw new EngineError('too_few_to_group', { customers, wanted: FEWEST })
  const preparation = preparationOf(task)
  const kinds = new Map(task.features.map(({ id, kind }) => [id, kind]))
  const inputs = groupInputs(preparation).map(each => plainBoolean(each, kinds.get(each.feature)))
  const yesNo = new Set(task.features.filter(({ kind }) => kind === 'boolean').map(({ id }) => id))
  const columnOf = new Map(preparation.features.map(({ name, column }) => [name, column]))
  const { outliers: found } = applyPreparation(preparation, task.table)
  const outside = found.filter(({ feature }) => !yesNo.has(columnOf.get(feature) ?? ''))
  const tooMany = outside.length > MOST_OUTLIERS * customers || customers - outside.length < FEWEST
  const apart = new Set(tooMany ? [] : outside.map(({ row }) => row))
  return {
    inputs,
    space: spaceOf(inputs, task.table),
    learning: Int32Array.from(task.customers.keys()).filter(row => !apart.has(row)),
    outliers: apart.size,
    features: featuresOf(task, preparation),
    notes: notesOf(outside.length, tooMany, customers),
  }
}

function preparationOf({ table }: GroupTask): FittedPreparation {
  try {
    return fitPreparation(table, { curves: 'straight' })
  } catch (error) {
    if (!(error instanceof LearningError) || error.code !== 'nothing_left') throw error
    const reasons = table.columns.map(column => whyUseless(column.name, table))
    throw new EngineError('nothing_to_group_by', { reasons }, { cause: error })
  }
}

function whyUseless(column: string, table: Table): string {
  try {
    fitPreparation({ columns: table.columns.filter(({ name }) => name === column) })
  } catch (error) {
    if (error instanceof LearningError)
      return error.message.replace(/^No feature is left to learn from: /, '').replace(/\. .*$/, '')
  }
  return `'${column}' is of no use`
}

/** Yes and no stay 0 and 1, as words do: scaled, something rare would outweigh everything else. */
function plainBoolean(input: GroupInput, kind: DiscoveredFeature['kind'] | undefined): GroupInput {
  if (kind !== 'boolean' || input.reading.kind !== 'number') return input
  const { name, feature, reading, fill } = input
  return { name, feature, reading, fill: Math.round(fill), centre: 0, scale: 1 }
}

function featuresOf(task: GroupTask, preparation: FittedPreparation): DiscoveredFeature[] {
  return task.features.map(feature => {
    const own = preparation.features.filter(({ column }) => column === feature.id)
    const dropped = preparation.dropped.filter(({ column }) => column === feature.id)
    const isOut = own.length === 0
    return {
      ...feature,
      knownShare: knownShare(feature.id, task.table),
      preparation: isOut ? 'Not used.' : sayPreparation(own),
      ...(isOut
        ? { dropped: dropped.map(({ says }) => `${says}.`).join(' ') || 'Nothing was left of it.' }
        : {}),
    }
  })
}

function knownShare(id: string, table: Table): number {
  const column = table.columns.find(({ name }) => name === id)
  if (column === undefined || column.values.length === 0) return 0
  let known = 0
  for (const value of column.values) if (value !== null && !Number.isNaN(value)) known += 1
  return known / column.values.length
}

function notesOf(outside: number, tooMany: boolean, customers: number): string[] {
  if (outside === 0) return []
  const who = `${outside.toLocaleString('en')} customer${outside === 1 ? '' : 's'} (${percent(outside / customers)})`
  return tooMany
    ? [`${who} are far out in some feature; so many are not outliers, and they took part in the learning.`]
    : [
        `${who} ${outside === 1 ? 'is' : 'are'} far out in some feature and did not take part in the learning; each belongs to the nearest group all the same.`,
      ]
}
