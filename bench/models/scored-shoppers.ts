import { Readable } from 'node:stream'
import {
  type Checked,
  compileText,
  type DeclaredType,
  type ScorerNode,
  type Vocabulary,
} from '@kindred/language'
import { type ColumnName, type FittedBoosting, nodesOf } from '@kindred/learning'
import { ClickHouseRecords, type Nodes } from '@kindred/stores/clickhouse'
import type { Shoppers } from './shoppers.ts'

/** The shoppers who are to be foretold, as customers of the warehouse, their columns as attributes, in their order. */
export async function storeShoppers(nodes: Nodes, { matrix, fresh }: Shoppers, known: number): Promise<void> {
  const names = fresh.columns.map(({ name }) => name)
  const records = new ClickHouseRecords(nodes)
  await records.migrate()
  await records.declare({
    attributes: new Map(names.map((name): [string, DeclaredType] => [name, 'number'])),
    events: new Map(),
  })
  const sets = names.map(name => `'${name}'`).join(', ')
  const insert = (batch: number) =>
    `INSERT INTO ${nodes.tables.customerChanges} (customer_id, since, batch, sets, ${names.map(name => `attribute$${name}`).join(', ')})
     SELECT concat('customer-', leftPad(toString(rowNumberInAllBlocks()), 9, '0')), toDateTime64(0, 3, 'UTC'), ${batch}, [${sets}], ${names.join(', ')}
     FROM input('${names.map(name => `${name} Float32`).join(', ')}, target Float32') FORMAT RowBinary`
  const settings = { max_threads: 1, max_insert_threads: 1, input_format_parallel_parsing: 0 }
  await records.journal.write({
    kind: 'import',
    id: 'shoppers',
    put: async batch =>
      nodes.first.insertBytes(
        { sql: insert(batch), settings },
        Readable.from(piecesOf(matrix.values, known * matrix.columns)),
      ),
  })
  for (const table of [nodes.tables.customers, nodes.tables.customerChanges])
    await nodes.command({ sql: `OPTIMIZE TABLE ${table} FINAL` })
}

/** Numbers from one on as they lie in memory: so they are rows of RowBinary. */
function* piecesOf(values: Float64Array | Float32Array, from: number): Generator<Buffer> {
  const end = values.byteOffset + values.byteLength
  for (let at = values.byteOffset + from * values.BYTES_PER_ELEMENT; at < end; at += 1_000_000)
    yield Buffer.from(values.buffer, at, Math.min(1_000_000, end - at))
}

/** `score(model)` where the fitted trees are the model, and attributes its inputs. */
export function scoreOf(fitted: FittedBoosting): Checked {
  const vocabulary = vocabularyOf(fitted.columns)
  const inputs = fitted.columns.map(({ name }) => {
    const { checked: is } = compileText(name, vocabulary)
    if (is === undefined) throw new Error(`${name} cannot be read.`)
    return { name, is }
  })
  const places = new Map(fitted.columns.map(({ name }, place) => [name, place]))
  const trees = fitted.trees.map(tree => nodesOf(tree, fitted.columns).map(node => scorerNode(node, places)))
  const of = { kind: 'trees', base: fitted.base, factor: 1, links: fitted.links, trees } as const
  const span = { line: 1, column: 1, length: 0 }
  return { kind: 'score', model: 'shoppers', inputs, of, version: 1, type: 'number', unknown: true, span }
}

function scorerNode(
  node: ReturnType<typeof nodesOf>[number],
  places: ReadonlyMap<string, number>,
): ScorerNode {
  if (node.kind === 'leaf') return { kind: 'leaf', value: node.values[0] ?? 0 }
  const { split, left, right } = node
  const input = places.get(split.column) ?? 0
  if (split.kind === 'levels') return { kind: 'levels', input, levels: split.levels, left, right }
  if (split.kind === 'missing') return { kind: 'missing', input, left, right }
  return { kind: 'threshold', input, threshold: split.threshold, missing: split.missing, left, right }
}

function vocabularyOf(columns: readonly ColumnName[]): Vocabulary {
  const nothing = new Map()
  return {
    ...{ timezone: 'UTC', currency: 'EUR', weekStart: 1 },
    attributes: new Map(columns.map(({ name }) => [name, { type: 'number' }])),
    ...{ events: nothing, features: nothing, segments: nothing, segmentations: nothing },
    ...{ scores: nothing, lists: nothing, places: nothing },
  }
}
