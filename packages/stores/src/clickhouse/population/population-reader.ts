import type { PopulationContext, WarehouseSchema } from '@kindred/engine'
import { compilePopulation, type PopulationQuery } from '@kindred/language'
import { batchStates, counts } from '../batches/noted-batch.ts'
import { customersAt } from '../customers/present-customers.ts'
import { isCustomer } from '../merges/is-customer.ts'
import type { Nodes } from '../nodes.ts'
import { readSchema } from '../schema/declare.ts'
import type { BoundValue, Statement, WarehouseNode } from '../warehouse-node.ts'
import { type CustomerRange, customerRanges } from './customer-ranges.ts'
import { inLanes, lanesOf } from './lanes.ts'
import { rangeCondition, rangeHint, rangeParams } from './range-condition.ts'
import { renamedParameters } from './renamed-parameters.ts'
import { withUndeclared } from './undeclared-columns.ts'

/** What is asked of the population at one instant. */
export interface PopulationPart
  extends Omit<PopulationQuery, 'tables' | 'asOf' | 'timezone' | 'weekStart' | 'cutoffs'> {
  /** Only these customers; all of the node when not given. */
  readonly range?: CustomerRange
}

/** What came while a question is answered is passed over. */
const seen = 'batch <= {newest_batch:UInt32}'

/** A SELECT with its bound values, to be wrapped in another. */
export type Subselect = Required<Statement>

/**
 * Writes statements over the population as one node holds it. All parts of one question see the batches that
 * could be seen when the reader was made, however long it takes and whatever comes in meanwhile.
 */
export class PopulationReader {
  readonly nodes: Nodes
  readonly batch: number
  readonly #schema: WarehouseSchema

  private constructor(nodes: Nodes, batch: number, schema: WarehouseSchema) {
    this.nodes = nodes
    this.batch = batch
    this.#schema = schema
  }

  /** @param batch - The newest batch that counts on every node. */
  static async open(nodes: Nodes, batch: number): Promise<PopulationReader> {
    return new PopulationReader(nodes, batch, await readSchema(nodes.first, nodes))
  }

  /** The population of one node at one instant. */
  async at(node: WarehouseNode, context: PopulationContext): Promise<PopulationOfNode> {
    const { tables } = this.nodes
    const isPresent = await this.#isPresent(node, context.asOf)
    const sources = (range: CustomerRange) => {
      const within = rangeCondition(range)
      const customers = isPresent
        ? {
            source: `(SELECT * FROM ${tables.customers} FINAL WHERE ${isCustomer(tables, seen)}${within})`,
            params: {},
          }
        : customersAt(tables, this.#schema, context.asOf, seen, within)
      // Events of those who were merged away are joined with nobody, nor are those at the edges of what the hint lets in.
      const events = `(SELECT * FROM ${tables.events} WHERE ${seen} AND ${counts(tables)}${rangeHint(range)})`
      const newest = { type: 'UInt32', value: this.batch }
      const params = { ...customers.params, ...rangeParams(range), newest_batch: newest }
      return { tables: { events, customers: customers.source }, params }
    }
    return new PopulationOfNode(node, context, sources, this.#schema)
  }

  /** Does the same for every range of customers: on all nodes at once, on one node range by range. */
  async eachRange(
    context: PopulationContext,
    work: (population: PopulationOfNode, range: CustomerRange) => Promise<void>,
  ): Promise<void> {
    await this.nodes.each(async node => {
      const population = await this.at(node, context)
      for await (const range of customerRanges(this.nodes, node)) await work(population, range)
    })
  }

  /**
   * The same, with as many ranges at once as the node has processors; each statement is to run in one thread. Threads
   * that share a statement spend a sixth of their time on putting what they read back in order.
   */
  async eachRangeAtOnce(
    context: PopulationContext,
    work: (population: PopulationOfNode, range: CustomerRange) => Promise<void>,
  ): Promise<void> {
    await this.nodes.each(async node => {
      const population = await this.at(node, context)
      const { lanes, size } = await lanesOf(this.nodes, node)
      await inLanes(
        lanes,
        customerRanges(this.nodes, node, undefined, () => size),
        range => work(population, range),
      )
    })
  }

  /** The same, where two instants are compared: a customer is on one node at both. */
  async eachRangeOfTwo(
    before: PopulationContext,
    after: PopulationContext,
    work: (earlier: PopulationOfNode, later: PopulationOfNode, range: CustomerRange) => Promise<void>,
  ): Promise<void> {
    await this.nodes.each(async node => {
      const [earlier, later] = [await this.at(node, before), await this.at(node, after)]
      for await (const range of customerRanges(this.nodes, node)) await work(earlier, later, range)
    })
  }

  /** Whether nothing was said of a customer after the instant, and the table of present values has it all. */
  async #isPresent(node: WarehouseNode, asOf: number): Promise<boolean> {
    const { batches, customerChanges } = this.nodes.tables
    const unsettled = `SELECT count() FROM (SELECT batch FROM ${batches} GROUP BY batch HAVING max(state) = ${batchStates.written})`
    const sql = `SELECT max(toUnixTimestamp64Milli(since)), (${unsettled}) FROM ${customerChanges}`
    const [latest, open] = (await node.rows({ sql }))[0] ?? []
    return Number(latest) <= asOf && Number(open) === 0
  }
}

/** The tables of a range of customers, each cut by itself, and the values bound in them. */
type Sources = (range: CustomerRange) => {
  readonly tables: PopulationQuery['tables']
  readonly params: Readonly<Record<string, BoundValue>>
}

/** The population of one node at one instant, of which anything may be asked. */
export class PopulationOfNode {
  readonly node: WarehouseNode
  readonly context: PopulationContext
  readonly #sources: Sources
  readonly #schema: WarehouseSchema

  constructor(node: WarehouseNode, context: PopulationContext, sources: Sources, schema: WarehouseSchema) {
    this.node = node
    this.context = context
    this.#sources = sources
    this.#schema = schema
  }

  /**
   * @param prefix - What the names of the bound values begin with; needed where two stand in one statement.
   */
  select({ range = {}, ...part }: PopulationPart, prefix = ''): Subselect {
    const { asOf, timezone, weekStart, cutoffs } = this.context
    const sources = this.#sources(range)
    const tables = withUndeclared(sources.tables, this.#schema, part)
    const query = compilePopulation({ ...part, asOf, timezone, weekStart, cutoffs, tables })
    const statement = { ...query, params: { ...query.params, ...sources.params } }
    return prefix === '' ? statement : renamedParameters(statement, prefix)
  }
}
