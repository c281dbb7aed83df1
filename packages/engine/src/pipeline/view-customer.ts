import type { Checked } from '@kindred/language'
import { type FeatureValue, featureValues } from '../features/feature-values.ts'
import { membershipSince, type Since } from '../profiles/membership-since.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import type { Transition } from '../records/refresh.ts'
import type { FailedDefinition } from '../segments/evaluable.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { type ExplainedDefinition, explainCustomer } from './explain-customer.ts'
import { recordedMoves } from './recorded-moves.ts'
import { soundDefinitions } from './sound-definitions.ts'

/** Where a customer stands, with the recorded move that brought her there. */
export interface Belonging {
  readonly id: string
  /** Of a segmentation. */
  readonly class?: string
  /** Absent when no refresh has recorded it. */
  readonly since?: Since
  /** The reason in a sentence. */
  readonly inWords: string
}
export interface CustomerView {
  readonly asOf: number
  readonly record: CustomerRecord
  readonly features: readonly FeatureValue[]
  /** Only those she is in. */
  readonly segments: readonly Belonging[]
  readonly segmentations: readonly Belonging[]
  readonly failures: readonly FailedDefinition[]
}

/**
 * One customer as of an instant: what is known of her, every feature, where she belongs, since when and why.
 *
 * @throws EngineError `customer_unknown`, `nothing_defined`, `instant_to_come`.
 */
export async function viewCustomer(
  ports: EnginePorts,
  request: { readonly customer: string; readonly asOf?: number },
): Promise<CustomerView> {
  const current = await requireDefinitions(ports.catalog)
  const features = readableFeatures(current)
  const explained = await explainCustomer(ports, request, [...features.values()])
  const { asOf, record, context, explanations } = explained
  const moves = await recordedMoves(ports, request.customer, asOf)
  const belongings = explanations.flatMap(each => belonging(each, moves))
  return {
    asOf,
    record,
    features: featureValues(features, record, asOf, context),
    segments: belongings.filter(each => each.class === undefined),
    segmentations: belongings.filter(each => each.class !== undefined),
    failures: soundDefinitions(current.compiled).failed,
  }
}

function readableFeatures({ definitions, compiled }: CurrentDefinitions): ReadonlyMap<string, Checked> {
  const features = new Map<string, Checked>()
  for (const name of Object.keys(definitions.features)) {
    const is = compiled.features.get(name)?.is
    if (is !== undefined) features.set(name, is)
  }
  return features
}

function belonging(each: ExplainedDefinition, moves: readonly Transition[]): readonly Belonging[] {
  const { kind, id } = each
  if (kind === 'segment' && !each.explanation.holds) return []
  const name = kind === 'segmentation' ? each.explanation.class : undefined
  const since = membershipSince(moves, kind, id, name ?? 'in')
  return [
    {
      id,
      ...(name === undefined ? {} : { class: name }),
      ...(since === undefined ? {} : { since }),
      inWords: each.explanation.inWords,
    },
  ]
}
