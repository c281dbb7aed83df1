import { classesOf } from '@kindred/language'
import { assessSegment } from '../discovery/criteria/assess-segment.ts'
import { assignedTo } from '../discovery/criteria/assigned-to.ts'
import { defaultFeatures } from '../discovery/features/default-features.ts'
import { profiledFeatures, profileGroup } from '../discovery/profiles/profile-group.ts'
import { EngineError } from '../errors.ts'
import type { Audience } from '../records/definitions.ts'
import type { Criterion, FeatureDifference } from '../records/discovery.ts'
import { classCondition } from '../segments/class-condition.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import { LEARN_FROM } from './discover.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireClass, requireEvaluable } from './find-definition.ts'
import { populationAt } from './population-at.ts'
import { readCustomers } from './read-customers.ts'
import { requirePassed } from './require-passed.ts'

export interface AssessRequest {
  /** A segment or segmentation. */
  readonly definition: string
  /** Of a segmentation. */
  readonly class?: string
  /** UTC milliseconds; absent: the instant of the last refresh, else now. */
  readonly asOf?: number
}

export interface Assessment {
  readonly asOf: number
  readonly customers: number
  readonly base: number
  readonly value?: number | bigint
  readonly valueType?: 'number' | 'money'
  readonly criteria: readonly Criterion[]
  /** What sets its members apart, most telling first. */
  readonly profile: readonly FeatureDifference[]
}

/** Below this share of everybody a segment that somebody wrote is called small. */
const MIN_SHARE = 0.01
const SEED = 1

/**
 * Whether a segment, or a class, can be worked with: the five criteria. Sizes and value are those of everybody; shares
 * and differences above 100,000 customers those of a sample.
 *
 * @throws EngineError `definition_unknown`, `definition_broken`, `class_unknown`, `class_missing`, `instant_to_come`
 *
 * @example
 * const { criteria } = await assess(ports, { definition: 'vip' })
 */
export async function assess(
  ports: EnginePorts,
  request: AssessRequest,
  signal?: AbortSignal,
): Promise<Assessment> {
  const current = await requireDefinitions(ports.catalog)
  const { compiled } = current
  const asOf = request.asOf ?? (await presentInstant(ports))
  requirePassed(ports, current, asOf)
  const condition = conditionOf(current, request)
  const context = await populationAt(ports, current, asOf, [condition])
  const { value } = compiled
  const conditions = new Map([['members', condition]])
  const sizes = await ports.warehouse.sizes({ context, conditions, ...(value && { value }) })
  const read = await readCustomers(ports, current, {
    asOf,
    features: defaultFeatures(compiled),
    atMost: LEARN_FROM,
    seed: SEED,
    marks: conditions,
    ...(signal && { signal }),
  })
  const members = read.marks.get('members') ?? new Uint8Array()
  const profile = profileGroup(profiledFeatures(read.task.features, read.task), members)
  const found = sizes.sizes.get('members')
  return {
    ...{ asOf, base: sizes.customers, customers: found?.size ?? 0, profile },
    criteria: assessSegment({
      ...read.task,
      ...{ members, profile, minShare: MIN_SHARE },
      assigned: assignedTo(compiled.definitions, audienceOf(request)),
    }),
    ...(found?.value !== undefined && { value: found.value }),
    ...(value && { valueType: value.type === 'money' ? 'money' : 'number' }),
  }
}

function conditionOf({ compiled }: CurrentDefinitions, { definition, class: name }: AssessRequest) {
  const found = requireEvaluable(compiled, definition)
  if (found.kind === 'segment') return found.when
  if (name === undefined)
    throw new EngineError('class_missing', { segmentation: definition, classes: classesOf(found.of) })
  requireClass(found, name)
  return classCondition(found.of, name)
}

function audienceOf({ definition, class: name }: AssessRequest): Audience {
  return name === undefined ? { segment: definition } : { segmentation: definition, class: name }
}
