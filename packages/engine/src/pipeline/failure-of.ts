import { engineErrors } from '../errors.ts'
import { type FailedDefinition, nameOf } from '../segments/evaluable.ts'

type Named = Pick<FailedDefinition, 'kind' | 'id'>

/** One that broke the statement it was evaluated with. */
export function evaluationFailure({ kind, id }: Named, error: unknown): FailedDefinition {
  const given = { definition: nameOf({ kind, id }), reason: reasonOf(error) }
  const { says, remedy } = engineErrors.evaluation_failed
  return { kind, id, failure: { code: 'evaluation_failed', says: says(given), remedy: remedy(given) } }
}

/** One that is sound itself, but stands on another that failed. */
export function dependenceFailure({ kind, id }: Named, other: Named): FailedDefinition {
  const given = { definition: nameOf({ kind, id }), other: nameOf(other) }
  const { says, remedy } = engineErrors.stands_on_failed
  return { kind, id, failure: { code: 'stands_on_failed', says: says(given), remedy: remedy(given) } }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
