import { type Checked, referencesOf } from '@kindred/language'
import { checkText } from '../discovery/features/check-text.ts'
import { numbersOf } from '../discovery/group-table.ts'
import { EngineError } from '../errors.ts'
import { totalWithin } from '../models/training/level.ts'
import type { CustomerTable, TableColumn } from '../ports/warehouse-tables.ts'
import { mostFor, type ProspectGroup, prospectGroups, prospectTotals } from '../value/prospect-groups.ts'
import { columnReads } from './column-reads.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted } from './find-model.ts'
import { populationAt } from './population-at.ts'
import { requirePassed } from './require-passed.ts'
import { type SoundValuation, valuationsOf } from './valuations.ts'

export interface ProspectsRequest {
  /** One that tells of prospects; absent: the first of them. */
  readonly value?: string
  /** An attribute, feature or segmentation to group by; absent: the classes of the value. */
  readonly by?: string
  readonly asOf?: number
  /** How many of the best to name. */
  readonly limit: number
}

export interface Prospects {
  readonly value: string
  readonly name: string
  readonly by: string
  readonly asOf: number
  readonly currency: string
  readonly prospects: number
  readonly revenue: number
  readonly profit: number
  readonly budget: number
  /** Absent where it is no one model's, or that was not judged by a later period. */
  readonly judged?: JudgedProspects
  readonly groups: readonly ProspectGroup[]
  /** Highest profit first; of equal ones in order of id. */
  readonly best: readonly Prospect[]
}

/** What the one model behind the revenue was judged by. */
export interface JudgedProspects {
  readonly model: string
  /** Mean in the period it was judged by, before it was taken to the level of that period. */
  readonly foretold: number
  readonly came: number
  /** What is foretold is multiplied by it. */
  readonly level: number
  /** Within which the revenue of all will be, 95 %, if the level stays. It is taken to be the score, not a multiple of it. */
  readonly revenue: readonly [low: number, high: number]
}

export interface Prospect {
  readonly customer: string
  readonly group: string
  readonly revenue: number
  readonly profit: number
  /** The most one should pay to win her. */
  readonly most: number
}

/**
 * Those who have not bought yet, what each would bring, and the most it is worth to win them, one by one and by group.
 *
 * @throws EngineError `nothing_valued`, `value_unknown`, `no_prospect_value`, `column_unknown`, `definition_broken`,
 *   `instant_to_come`
 *
 * @example
 * const { groups } = await findProspects(ports, { by: 'region', limit: 20 })
 */
export async function findProspects(ports: EnginePorts, request: ProspectsRequest): Promise<Prospects> {
  const current = await requireDefinitions(ports.catalog)
  const asOf = request.asOf ?? (await presentInstant(ports))
  requirePassed(ports, current, asOf)
  const valuation = prospectValue(current, request.value)
  const by = request.by ?? valuation.about.classes
  const table = await readProspects(ports, current, { valuation, by, asOf })
  const [revenue, profit] = [numbersOf(table, REVENUE), numbersOf(table, PROFIT)]
  const rows = Int32Array.from(profit.keys()).filter(row => !Number.isNaN(profit[row]))
  const groupOf = groupReader(table.columns.get(GROUP))
  const groups = prospectGroups({ revenue, profit, rows, groupOf })
  const totals = prospectTotals(groups)
  const judged = await judgedOf(ports, current, valuation, totals.revenue)
  const best = rows.toSorted((a, b) => (profit[b] ?? 0) - (profit[a] ?? 0) || a - b).slice(0, request.limit)
  return {
    ...{ value: valuation.id, name: valuation.name, by, asOf },
    currency: current.compiled.definitions.settings.currency,
    ...{ prospects: rows.length, groups },
    ...totals,
    ...(judged && { judged }),
    best: Array.from(best, row => ({
      ...{ customer: table.customers[row] ?? '', group: groupOf(row), revenue: revenue[row] ?? 0 },
      ...{ profit: profit[row] ?? 0, most: mostFor(profit[row] ?? 0) },
    })),
  }
}

/** Names with a space, so that no feature can have them. */
const [REVENUE, PROFIT, GROUP] = ['own revenue', 'own profit', 'own group']

function prospectValue({ compiled }: CurrentDefinitions, id: string | undefined): SoundValuation {
  const known = valuationsOf(compiled, id === undefined ? undefined : [id])
  const found = known.find(({ about }) => about.tells === 'prospect' && about.revenue !== undefined)
  if (found === undefined) throw new EngineError('no_prospect_value', { value: id })
  return found
}

async function judgedOf(
  { catalog }: EnginePorts,
  { compiled }: CurrentDefinitions,
  { about }: SoundValuation,
  revenue: number,
): Promise<JudgedProspects | undefined> {
  const [model, ...others] = referencesOf(checkText(compiled, 'revenue', about.revenue ?? '')).scores
  const version = model === undefined ? undefined : compiled.definitions.champions[model]?.version
  if (model === undefined || version === undefined || others.length > 0) return undefined
  const { card } = await requireFitted(catalog, compiled, model, version)
  if (card.level === undefined) return undefined
  const { foretold, came, factor } = card.level
  return { model, foretold, came, level: factor, revenue: totalWithin(card.level, card.judged.rows, revenue) }
}

interface Reading {
  readonly valuation: SoundValuation
  readonly by: string
  readonly asOf: number
}

async function readProspects(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { valuation, by, asOf }: Reading,
): Promise<CustomerTable> {
  const { about, is } = valuation
  const columns = new Map<string, Checked>([
    [REVENUE, checkText(current.compiled, 'revenue', about.revenue ?? '')],
    [PROFIT, is],
    ...columnReads(current.compiled, [by]).map(({ read }): [string, Checked] => [GROUP, read]),
  ])
  const context = await populationAt(ports, current, asOf, [...columns.values()])
  return ports.warehouse.table({ context, columns })
}

function groupReader(column: TableColumn | undefined): (row: number) => string {
  if (column?.kind === 'category') return row => column.words[column.codes[row] ?? -1] ?? 'unknown'
  return row => {
    const value = column?.values[row]
    return value === undefined || Number.isNaN(value) ? 'unknown' : String(value)
  }
}
