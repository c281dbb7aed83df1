import type { Checked, CheckedSegmentation } from '../ast/checked.ts'
import { Aggregates } from './aggregates.ts'
import { SqlError } from './errors.ts'
import { type Fragment, Fragments } from './fragment.ts'
import { instantSql } from './instant-sql.ts'
import { packMask } from './pack-mask.ts'
import { Parameters } from './parameters.ts'
import { quoteName } from './physical.ts'
import type { NewsQuery, PopulationQuery } from './population-query.ts'
import type { SqlQuery } from './sql-query.ts'
import { columnAlias, reachable, selectList, writeStages } from './stages.ts'
import type { Term } from './term.ts'
import { Translator } from './translate.ts'

/**
 * The SELECT that evaluates expressions over the whole base population at one instant: `customer_id` and one
 * column for every expression, mask and list of classes, one row for every row of `customers`, in no order.
 *
 * Every aggregate over events that the expressions have in common is computed once, all in one pass over the
 * events in the order of their key. No events are read when none are needed.
 *
 * Columns hold values as expressions do: see `readValue`, which turns a cell of JSON output into a `Value`.
 *
 * @param query - Trees that the check has returned; names of columns are free but distinct, and not `customer_id`.
 * @returns Text, bound values and the settings that must go with them.
 * @throws SqlError `sql_cutoffs_missing`, `sql_scorer_malformed`, `sql_scorer_too_large`, `sql_name_taken`, `sql_nested_too_deep`
 *
 * @example
 * const { sql, params, settings } = compilePopulation({
 *   expressions: new Map([['spend', spend]]),
 *   asOf: Date.UTC(2026, 10, 21),
 *   timezone: 'Europe/Prague',
 *   weekStart: 1,
 *   tables: { events: 'events', customers: 'customers' },
 * })
 */
export function compilePopulation(query: PopulationQuery): SqlQuery {
  return new Population(query).compile()
}

/** What the statement's meaning stands on, whatever the server's defaults are; then what its cost does. */
const SETTINGS = {
  // What a customer without events has: 0, an empty array, and NULL where the column can be NULL.
  join_use_nulls: 0,
  // min() and max() of two values are unknown when one of them is.
  least_greatest_legacy_null_behavior: 1,
  transform_null_in: 0,
  aggregate_functions_null_for_empty: 0,
  // What lies beneath a NULL is computed with as well, and would stop the statement. Known amounts are kept in bounds.
  decimal_check_overflow: 0,
  // Bound numbers are read to the last bit.
  precise_float_parsing: 1,
  // `x = 0 OR x = 1 OR x = 2` stays so: as a set it would be compared bit by bit, and −0 is not in it.
  optimize_min_equality_disjunction_chain_length: 4_000_000_000,
  optimize_min_inequality_conjunction_chain_length: 4_000_000_000,
  // A customer's aggregates are finished before the next one's begin: memory is that of one customer.
  optimize_aggregation_in_order: 1,
  // Held in memory is the narrow side, what is known of the range's customers; their aggregates pass by it, unsorted.
  join_algorithm: 'hash',
  // Columns of so few rows stay in the processor's cache from one function to the next: a quarter less of its time.
  max_block_size: 4096,
  // Looks for what follows from chains of comparisons, in time that grows with their square.
  optimize_and_compare_chain: 0,
  // Functions put off until it is known which rows need them keep their constants once a row: a model's numbers, 200 KB of
  // them, took 12 GB of 3,000 customers. Nothing here may fail for rows that do not need it, so nothing is put off.
  short_circuit_function_evaluation: 'disable',
  // What stands in an inner SELECT is computed there, once: put back into every place, it takes longer to plan and to run.
  query_plan_merge_expressions: 0,
  max_query_size: 64_000_000,
  max_ast_elements: 5_000_000,
  max_expanded_ast_elements: 20_000_000,
  max_ast_depth: 10_000,
  max_parser_depth: 10_000,
  max_subquery_depth: 1_000,
} as const

class Population {
  readonly #query: PopulationQuery
  readonly #fragments = new Fragments()
  readonly #parameters = new Parameters()
  readonly #aggregates: Aggregates
  readonly #translator: Translator

  constructor(query: PopulationQuery) {
    this.#query = query
    this.#aggregates = new Aggregates(this.#fragments, this.#parameters, query.asOf)
    this.#translator = new Translator({
      fragments: this.#fragments,
      parameters: this.#parameters,
      aggregates: this.#aggregates,
      asOf: query.asOf,
      zone: { timezone: query.timezone, weekStart: query.weekStart },
      cutoffs: query.cutoffs ?? new Map(),
    })
  }

  compile(): SqlQuery {
    const outputs = this.#outputs()
    const condition = this.#query.where && this.#translator.condition(this.#query.where)
    const roots = [...outputs.map(({ fragment }) => fragment), ...(condition ? [condition] : [])]
    const from = this.#from(roots)
    const stages = writeStages({ outputs, condition, base: leaf => baseText(leaf) })
    const sql = stages.reduce((inner, stage, index) => {
      const key = index === 0 ? 'c.customer_id AS customer_id' : 'customer_id'
      const columns = stage.columns.length > 0 ? `, ${selectList(stage)}` : ''
      const where = stage.condition === undefined ? '' : ` WHERE ${stage.condition}`
      return `SELECT ${key}${columns} FROM ${index === 0 ? inner : `(${inner})`}${where}`
    }, from)
    return { sql, params: this.#parameters.all, settings: SETTINGS }
  }

  #outputs(): { readonly alias: string; readonly fragment: Fragment }[] {
    const {
      expressions = new Map<string, Checked>(),
      masks = new Map<string, Checked[]>(),
      news,
    } = this.#query
    const classes = this.#query.classes ?? new Map<string, CheckedSegmentation[]>()
    const columns: [string, Fragment][] = []
    for (const [name, tree] of expressions)
      columns.push([name, oneColumn(this.#fragments, this.#translator.term(tree))])
    for (const [name, trees] of masks) columns.push([name, this.#mask(trees)])
    for (const [name, list] of classes) columns.push([name, this.#classNumbers(list)])
    if (news !== undefined) columns.push([news.column, this.#news(news)])
    refuseTaken(columns.map(([name]) => name))
    return columns.map(([name, fragment]) => ({ alias: quoteName(name), fragment }))
  }

  #mask(trees: readonly Checked[]): Fragment {
    return packMask(
      this.#fragments,
      trees.map(tree => this.#translator.condition(tree)),
    )
  }

  #classNumbers(list: readonly CheckedSegmentation[]): Fragment {
    const numbers = list.map(of => this.#translator.classNumber(of))
    if (numbers.length === 0) return this.#fragments.known(["CAST([], 'Array(UInt16)')"])
    return this.#fragments.list('[', numbers, ', ', ']', false)
  }

  /** Counts in one more window, which costs next to nothing beside those of other windows: see `WindowHistogram`. */
  #news({ events, since, sinceBatch }: NewsQuery): Fragment {
    if (events.length === 0) return packMask(this.#fragments, [])
    const happened = events.map(event => this.#aggregates.request({ ...anyAtAll, event, after: since }))
    return packMask(this.#fragments, [...happened, this.#aggregates.flag(this.#isLate(since, sinceBatch))])
  }

  #isLate(since: number, sinceBatch: number): Fragment {
    const { at, batch } = this.#fragments
    const until = instantSql(this.#parameters, since)
    const later = this.#parameters.bind('UInt32', sinceBatch)
    return this.#fragments.known(['(', ` <= ${until} AND `, ` > ${later})`], at, batch)
  }

  #from(roots: readonly Fragment[]): string {
    const { tables } = this.#query
    const customers = `${tables.customers} AS c`
    const used = reachable(roots).filter(fragment => fragment.kind === 'aggregate')
    if (used.length === 0) return customers
    const events = this.#aggregates.select(used, tables.events)
    return `(${events}) AS e RIGHT JOIN ${customers} ON c.customer_id = e.customer_id`
  }
}

const anyAtAll = {
  function: 'count',
  arguments: [],
  wrap: ['(', ') > 0'],
  nullable: false,
  until: undefined,
  conditions: [],
} as const

function baseText(leaf: Fragment): string {
  return leaf.kind === 'aggregate' ? `e.${columnAlias(leaf)}` : leaf.strings.join('')
}

/** A value in one column: a place as `[latitude, longitude]`, tags as `[tags]`, and `[]` when they are unknown. */
function oneColumn(fragments: Fragments, term: Term): Fragment {
  if (term.kind === 'scalar') return term.sql
  if (term.kind === 'tags') return fragments.known`if(${term.known}, [${term.items}], [])`
  const { latitude, longitude } = term
  return fragments.known`if(isNull(${latitude}), [], [assumeNotNull(${latitude}), assumeNotNull(${longitude})])`
}

function refuseTaken(names: readonly string[]): void {
  const taken = new Set(['customer_id'])
  for (const name of names) {
    if (taken.has(name)) throw new SqlError('sql_name_taken', name)
    taken.add(name)
  }
}
