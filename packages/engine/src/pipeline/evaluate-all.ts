import type { Checked } from '@kindred/language'
import type { RefreshOutcome, RefreshRequest, Warehouse } from '../ports/warehouse.ts'
import { classCondition } from '../segments/class-condition.ts'
import type { FailedDefinition } from '../segments/evaluable.ts'
import { findBroken } from '../segments/find-broken.ts'
import { requireWorking } from './cut-population.ts'
import { evaluationFailure } from './failure-of.ts'

export interface Evaluated {
  readonly outcome: RefreshOutcome
  readonly failed: readonly FailedDefinition[]
}

/**
 * Evaluates everything in one pass; when a definition breaks the statement it is found by halving, set apart (its last
 * result carried over), and the pass is made again without it.
 */
export async function evaluateAll(
  warehouse: Warehouse,
  request: RefreshRequest,
  progress: (done: number, of: number) => void,
): Promise<Evaluated> {
  try {
    return { outcome: await warehouse.refresh(request, progress), failed: [] }
  } catch (error) {
    const failed = await findFailing(warehouse, request, error)
    if (failed.length === 0) throw error
    const rest = await evaluateAll(warehouse, withoutThose(request, failed), progress)
    return { outcome: rest.outcome, failed: [...failed, ...rest.failed] }
  }
}

async function findFailing(
  warehouse: Warehouse,
  request: RefreshRequest,
  error: unknown,
): Promise<readonly FailedDefinition[]> {
  const { context, value } = request
  await requireWorking(warehouse, context, value, error)
  const broken = await findBroken(conditionsOf(request), async some => {
    const conditions = new Map(some.map(({ kind, id, when }) => [`${kind} ${id}`, when]))
    await warehouse.sizes({ context, conditions })
  })
  return broken.map(({ item, error: own }) => evaluationFailure(item, own))
}

function conditionsOf(request: RefreshRequest): readonly Condition[] {
  return [
    ...request.segments.map(({ id, when }): Condition => ({ kind: 'segment', id, when })),
    ...request.segmentations.map(
      ({ id, of }): Condition => ({ kind: 'segmentation', id, when: classCondition(of, of.otherwise) }),
    ),
  ]
}

interface Condition {
  readonly kind: FailedDefinition['kind']
  readonly id: string
  readonly when: Checked
}

function withoutThose(request: RefreshRequest, failed: readonly FailedDefinition[]): RefreshRequest {
  const isFailed = (kind: FailedDefinition['kind'], id: string) =>
    failed.some(each => each.kind === kind && each.id === id)
  return {
    ...request,
    segments: request.segments.filter(({ id }) => !isFailed('segment', id)),
    segmentations: request.segmentations.filter(({ id }) => !isFailed('segmentation', id)),
    carried: [...request.carried, ...failed.map(({ kind, id }) => ({ kind, id }))],
  }
}
