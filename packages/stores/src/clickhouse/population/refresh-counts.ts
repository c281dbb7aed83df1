import type {
  Cause,
  DefinitionResult,
  MembershipLayout,
  RefreshOutcome,
  RefreshRequest,
} from '@kindred/engine'
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
    counted.addMoves(await moves(nodes, node, request))
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

function moves(nodes: Nodes, node: WarehouseNode, request: RefreshRequest): Promise<Cell[][]> {
  const sql = `SELECT kind, definition, \`from\`, \`to\`, cause, count() FROM ${nodes.tables.transitions} WHERE refresh = {refresh:UInt32} GROUP BY kind, definition, \`from\`, \`to\`, cause`
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

  addMoves(rows: readonly (readonly Cell[])[]): void {
    for (const [kind, definition, from, to, cause, count] of rows) {
      const moved = Number(count)
      const [left, entered] =
        kind === 'segment' ? [from === 'in' ? 'in' : '', to === 'in' ? 'in' : ''] : [from, to]
      if (left !== '') add(this.#left, `${kind} ${definition} ${left}`, moved)
      if (entered !== '') add(this.#entered, `${kind} ${definition} ${entered}`, moved)
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
