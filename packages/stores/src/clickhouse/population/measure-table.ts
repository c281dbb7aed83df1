import { randomUUID } from 'node:crypto'
import type { PopulationContext } from '@kindred/engine'
import type { Checked } from '@kindred/language'
import type { Nodes } from '../nodes.ts'
import { tableName } from '../tables.ts'
import type { PopulationReader } from './population-reader.ts'

const PREFIX = 'measures_'

/**
 * What customers are ranked by, computed once and kept on each node while cuts are looked for. Each group of measures
 * is known for a customer whole or not at all.
 */
export class MeasureTable {
  readonly name: string
  readonly #nodes: Nodes
  readonly #groups: readonly (readonly Checked[])[]

  constructor(nodes: Nodes, groups: readonly (readonly Checked[])[]) {
    this.#nodes = nodes
    this.#groups = groups
    this.name = tableName(nodes.database, `${PREFIX}${randomUUID().replaceAll('-', '')}`)
  }

  column(group: number, measure: number): string {
    return `measure_${group}_${measure}`
  }

  async fill(reader: PopulationReader, context: PopulationContext): Promise<void> {
    await this.#dropForgotten()
    const columns = this.#columns().map(({ name, checked }) => `${name} ${storedAs(checked)}`)
    await this.#nodes.command({
      sql: `CREATE TABLE ${this.name} (${columns.join(', ')}) ENGINE = MergeTree ORDER BY tuple()`,
    })
    const expressions = new Map(this.#columns().map(({ name, checked }) => [name, checked]))
    await reader.eachRange(context, async (population, range) => {
      const inner = population.select({ expressions, range })
      await population.node.command({
        ...inner,
        sql: `INSERT INTO ${this.name} SELECT ${this.#selected().join(', ')} FROM (${inner.sql})`,
      })
    })
  }

  async drop(): Promise<void> {
    await this.#nodes.command({ sql: `DROP TABLE IF EXISTS ${this.name} SYNC` })
  }

  #columns(): readonly { readonly name: string; readonly checked: Checked }[] {
    return this.#groups.flatMap((group, index) =>
      group.map((checked, measure) => ({ name: this.column(index, measure), checked })),
    )
  }

  #selected(): readonly string[] {
    return this.#groups.flatMap((group, index) => {
      const names = group.map((_, measure) => this.column(index, measure))
      const known = names.map(name => `isNotNull(${name})`).join(' AND ')
      return group.map((checked, measure) => `if(${known}, ${widened(checked, names[measure] ?? '')}, NULL)`)
    })
  }

  /** Left by a process that died a day ago or more. */
  async #dropForgotten(): Promise<void> {
    const sql = `SELECT name FROM system.tables WHERE database = {database:String} AND startsWith(name, '${PREFIX}') AND metadata_modification_time < now() - 86400`
    const params = { database: { type: 'String', value: this.#nodes.database } }
    await this.#nodes.each(async node => {
      for (const [name] of await node.rows({ sql, params })) {
        await node.command({
          sql: `DROP TABLE IF EXISTS ${tableName(this.#nodes.database, String(name))} SYNC`,
        })
      }
    })
  }
}

function storedAs(checked: Checked): string {
  return checked.type === 'money' ? 'Nullable(Decimal(38, 4))' : 'Nullable(Float64)'
}

function widened(checked: Checked, column: string): string {
  return checked.type === 'money' ? `toDecimal128(${column}, 4)` : `toFloat64(${column})`
}
