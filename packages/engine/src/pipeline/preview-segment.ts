import { type Checked, compileText, english, type Problem, print } from '@kindred/language'
import type { RowsQuery } from '../ports/warehouse.ts'
import { requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { populationAt } from './population-at.ts'

export interface PreviewRequest {
  /** The condition, as it would stand in `when`. */
  readonly when: string
  /** How many members to name, lowest ids first. */
  readonly sample: number
  /** Name those who come after this customer. */
  readonly after?: string
  readonly signal?: AbortSignal
}

export interface SegmentPreview {
  readonly asOf: number
  readonly problems: readonly Problem[]
  /** What was found; absent where a problem is an error. */
  readonly found?: {
    /** The condition as `print` writes it. */
    readonly text: string
    readonly english: string
    readonly base: number
    readonly baseValue?: number | bigint
    readonly size: number
    readonly value?: number | bigint
    readonly valueType?: 'number' | 'money'
    readonly sample: readonly string[]
    /** Whether there are more behind the last of them. */
    readonly isMore: boolean
  }
}

/**
 * A condition that is only being written: what is wrong with it, what it says, how many it holds for and who some of
 * them are. Stores nothing. Two passes over the base, fewer when it is given up.
 *
 * @throws EngineError `nothing_defined`; the signal's reason when it is aborted.
 *
 * @example
 * const { found } = await previewSegment(ports, { when: 'did(purchase, 30d)', sample: 5 })
 */
export async function previewSegment(ports: EnginePorts, request: PreviewRequest): Promise<SegmentPreview> {
  const current = await requireDefinitions(ports.catalog)
  const { vocabulary, value } = current.compiled
  const asOf = await presentInstant(ports)
  const { expression, checked, problems } = compileText(request.when, vocabulary, 'boolean')
  if (expression === undefined || checked === undefined) return { asOf, problems }
  const context = await populationAt(ports, current, asOf, [checked])
  request.signal?.throwIfAborted()
  const conditions = new Map<string, Checked>([['members', checked]])
  const counted = await ports.warehouse.sizes({ context, conditions, ...(value && { value }) })
  request.signal?.throwIfAborted()
  const members = counted.sizes.get('members')
  const named = request.sample === 0 ? [] : await firstIds(ports, request, { context, where: checked })
  const sample = named.slice(0, request.sample)
  return {
    asOf,
    problems,
    found: {
      ...{ text: print(expression), english: english(checked, vocabulary), sample },
      isMore: named.length > sample.length,
      ...{ base: counted.customers, size: members?.size ?? 0 },
      ...(counted.value === undefined ? {} : { baseValue: counted.value }),
      ...(members?.value === undefined ? {} : { value: members.value }),
      ...(value && { valueType: value.type === 'money' ? 'money' : 'number' }),
    },
  }
}

/** One more than is wanted, which tells whether that is all. */
async function firstIds(
  { warehouse }: EnginePorts,
  { sample, after }: PreviewRequest,
  of: Pick<RowsQuery, 'context' | 'where'>,
): Promise<readonly string[]> {
  const ids: string[] = []
  const further = after === undefined ? {} : { after }
  const rows = warehouse.rows({ ...of, ...further, columns: new Map(), limit: sample + 1 })
  for await (const row of rows) ids.push(row.customer)
  return ids
}
