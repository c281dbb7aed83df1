import type {
  Cause,
  DefinitionResult,
  MembershipLayout,
  RefreshOutcome,
  RefreshRequest,
} from '@kindred/engine'
import { comparisonLayout } from '../../memberships/comparison-layout.ts'
import type { Nodes } from '../nodes.ts'
import type { Cell, WarehouseNode } from '../warehouse-node.ts'
import { MaskTally, tallySql } from './mask-tally.ts'
import { unitsSql } from './measured-value.ts'
import { causeOf } from './stored-transitions.ts'

type Counts = Pick<RefreshOutcome, 'customers' | 'value' | 'results' | 'moves'>

/** Sizes, values and movement of a refresh, counted from what it stored. */
export async function countRefresh(
  nodes: Nodes,
  request: RefreshRequest,
  layout: MembershipLayout,
): Promise<Counts> {
  const counted = new RefreshCounts(request, layout)
  await nodes.each(async node => {
    counted.segments.add(await segmentSizes(nodes, node, request, layout))
    counted.classes.add(await classSizes(nodes, node, request, layout))
    if (!request.recordTransitions) return
    counted.addSegmentMoves(await segmentMoves(nodes, node, request))
    counted.addClassMoves(await classMoves(nodes, node, request))
  })
  return counted.result()
}

/** The classes of all segmentations get places one behind the other, as the bits of segments have. */
const CLASS_PLACES = 65_536

function ofRefresh(nodes: Nodes, { value }: RefreshRequest): string {
  const units = unitsSql(value, value?.type ?? '')
  return `SELECT bits, classes, ${units} AS units FROM ${nodes.tables.memberships} WHERE refresh = {refresh:UInt32}`
}

function params({ id }: RefreshRequest) {
  return { refresh: { type: 'UInt32', value: id } }
}

function segmentSizes(
  nodes: Nodes,
  node: WarehouseNode,
  request: RefreshRequest,
  layout: MembershipLayout,
): Promise<Cell[][]> {
  const sql = tallySql(ofRefresh(nodes, request), layout.segments.length)
  return node.rows({ sql, params: params(request) })
}

async function classSizes(
  nodes: Nodes,
  node: WarehouseNode,
  request: RefreshRequest,
  layout: MembershipLayout,
): Promise<Cell[][]> {
  if (layout.segmentations.length === 0) return []
  const places = `arrayMap((number, position) -> toUInt64(position - 1) * ${CLASS_PLACES} + number, classes, arrayEnumerate(classes))`
  const sql = `SELECT place, count(), sum(units) FROM (SELECT arrayJoin(${places}) AS place, units FROM (${ofRefresh(nodes, request)})) GROUP BY place`
  return node.rows({ sql, params: params(request) })
}

const CAUSES: readonly Cause[] = ['data', 'clock', 'definition']

/** A row per segment: who left by each cause, then who entered. Grouping by all of it takes three times as long. */
function segmentMoves(nodes: Nodes, node: WarehouseNode, request: RefreshRequest): Promise<Cell[][]> {
  const counts = ['out', 'in'].flatMap(to =>
    CAUSES.map(cause => `countIf(\`to\` = '${to}' AND cause = '${cause}')`),
  )
  const sql = `SELECT definition, ${counts.join(', ')} FROM ${nodes.tables.transitions} WHERE refresh = {refresh:UInt32} AND kind = 'segment' GROUP BY definition`
  return node.rows({ sql, params: params(request) })
}

async function classMoves(nodes: Nodes, node: WarehouseNode, request: RefreshRequest): Promise<Cell[][]> {
  if (comparisonLayout(request).segmentations.length === 0) return []
  const sql = `SELECT definition, \`from\`, \`to\`, cause, count() FROM ${nodes.tables.transitions} WHERE refresh = {refresh:UInt32} AND kind = 'segmentation' GROUP BY definition, \`from\`, \`to\`, cause`
  return node.rows({ sql, params: params(request) })
}

class RefreshCounts {
  readonly segments: MaskTally
  readonly classes: MaskTally
  readonly #layout: MembershipLayout
  readonly #entered = new Map<string, number>()
  readonly #left = new Map<string, number>()
  readonly #causes: Record<Cause, number> = { data: 0, clock: 0, definition: 0 }

  constructor({ value }: RefreshRequest, layout: MembershipLayout) {
    this.#layout = layout
    this.segments = new MaskTally(value)
    this.classes = new MaskTally(value)
  }

  addSegmentMoves(rows: readonly (readonly Cell[])[]): void {
    for (const [definition, ...counts] of rows) {
      const moved = counts.map(Number)
      const [left, entered] = [moved.slice(0, CAUSES.length), moved.slice(CAUSES.length)]
      const key = `segment ${definition} in`
      add(
        this.#left,
        key,
        left.reduce((sum, count) => sum + count, 0),
      )
      add(
        this.#entered,
        key,
        entered.reduce((sum, count) => sum + count, 0),
      )
      for (const [index, cause] of CAUSES.entries())
        this.#causes[cause] += (left[index] ?? 0) + (entered[index] ?? 0)
    }
  }

  addClassMoves(rows: readonly (readonly Cell[])[]): void {
    for (const [definition, from, to, cause, count] of rows) {
      const moved = Number(count)
      if (from !== '') add(this.#left, `segmentation ${definition} ${from}`, moved)
      if (to !== '') add(this.#entered, `segmentation ${definition} ${to}`, moved)
      this.#causes[causeOf(cause)] += moved
    }
  }

  result(): Counts {
    const { size: customers, ...value } = this.segments.everybody()
    const segments = this.#layout.segments.map((id, position) =>
      this.#result({ kind: 'segment', id }, `segment ${id} in`, this.segments.at(position)),
    )
    const classes = this.#layout.segmentations.flatMap(({ id, classes: names }, position) =>
      names.map((name, number) =>
        this.#result(
          { kind: 'segmentation', id, class: name },
          `segmentation ${id} ${name}`,
          this.classes.at(position * CLASS_PLACES + number),
        ),
      ),
    )
    return { customers, ...value, results: [...segments, ...classes], moves: this.#causes }
  }

  #result(
    of: Pick<DefinitionResult, 'kind' | 'id' | 'class'>,
    key: string,
    { size, value }: { readonly size: number; readonly value?: number | bigint },
  ): DefinitionResult {
    return {
      ...of,
      size,
      ...(value === undefined ? {} : { value: String(value) }),
      entered: this.#entered.get(key) ?? 0,
      left: this.#left.get(key) ?? 0,
    }
  }
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
