import {
  type ClassExplanation,
  type ExplainOptions,
  type Explanation,
  explain,
  explainClass,
} from '@kindred/language'
import type { PopulationContext } from '../ports/warehouse.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import { type Evaluable, nameOf, treeOf } from '../segments/evaluable.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import { customerAt, presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireEvaluable } from './find-definition.ts'
import { populationAt } from './population-at.ts'
import { soundDefinitions } from './sound-definitions.ts'

export interface ExplainRequest {
  readonly customer: string
  /** A segment or segmentation; absent: all that are sound. */
  readonly definition?: string
  /** UTC milliseconds; absent: the instant of the last refresh. */
  readonly asOf?: number
}
export type ExplainedDefinition =
  | { readonly kind: 'segment'; readonly id: string; readonly explanation: Explanation }
  | { readonly kind: 'segmentation'; readonly id: string; readonly explanation: ClassExplanation }
export interface ExplainedCustomer {
  readonly asOf: number
  readonly record: CustomerRecord
  readonly context: PopulationContext
  readonly explanations: readonly ExplainedDefinition[]
}

/**
 * Why a customer is, or is not, in a segment or class, at any instant, as the definitions of today find it.
 *
 * Of a single definition also when its conditions turn by themselves, and of a segment the smallest change.
 *
 * @param alsoRead - Checked trees that the caller goes on to evaluate with the `context` given back.
 * @throws EngineError `customer_unknown`, `definition_unknown`, `definition_broken`, `instant_to_come`.
 */
export async function explainCustomer(
  ports: EnginePorts,
  request: ExplainRequest,
  alsoRead: readonly object[] = [],
): Promise<ExplainedCustomer> {
  const current = await requireDefinitions(ports.catalog)
  const asOf = request.asOf ?? (await presentInstant(ports))
  const wanted =
    request.definition === undefined
      ? soundDefinitions(current.compiled).sound
      : [requireEvaluable(current.compiled, request.definition)]
  const record = await customerAt(ports, current, request.customer, asOf)
  const reads = [...wanted.map(treeOf), ...alsoRead]
  const context = await populationAt(ports, current, asOf, reads, request.asOf === undefined)
  // A search for each: of one definition somebody asked about, not of all of them.
  const options = { changes: request.definition !== undefined }
  return {
    asOf,
    record,
    context,
    explanations: inOrder(current, wanted).map(each => explained(each, current, record, context, options)),
  }
}

/** Segments before segmentations, each in the order they are defined in. */
function inOrder({ definitions }: CurrentDefinitions, wanted: readonly Evaluable[]): readonly Evaluable[] {
  const names = [
    ...Object.keys(definitions.segments).map(id => nameOf({ kind: 'segment', id })),
    ...Object.keys(definitions.segmentations).map(id => nameOf({ kind: 'segmentation', id })),
  ]
  return [...wanted].sort((a, b) => names.indexOf(nameOf(a)) - names.indexOf(nameOf(b)))
}

function explained(
  evaluable: Evaluable,
  { compiled: { vocabulary } }: CurrentDefinitions,
  record: CustomerRecord,
  context: PopulationContext,
  options: ExplainOptions,
): ExplainedDefinition {
  const { id } = evaluable
  const { asOf } = context
  return evaluable.kind === 'segment'
    ? {
        kind: 'segment',
        id,
        explanation: explain(evaluable.when, record, asOf, context, vocabulary, options),
      }
    : {
        kind: 'segmentation',
        id,
        explanation: explainClass(evaluable.of, record, asOf, context, vocabulary, options),
      }
}
