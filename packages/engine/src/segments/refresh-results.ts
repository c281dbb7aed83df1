import type { DefinitionResult, Refresh } from '../records/refresh.ts'
import type { FailedDefinition } from './evaluable.ts'

/**
 * The results of a refresh with those that failed marked as such: where an older result is carried over it keeps its
 * figures and says which refresh it is of; where there is none, the failure stands alone.
 */
export function withFailures(
  results: readonly DefinitionResult[],
  failed: readonly FailedDefinition[],
  previous: Refresh | undefined,
): readonly DefinitionResult[] {
  const failures = new Map(failed.map(each => [keyOf(each), each.failure]))
  const carried = new Set(results.map(keyOf))
  const alone = failed
    .filter(each => !carried.has(keyOf(each)))
    .map(({ kind, id, failure }) => ({ kind, id, size: 0, entered: 0, left: 0, failure }))
  return [...results.map(result => marked(result, failures.get(keyOf(result)), previous)), ...alone]
}

function marked(
  result: DefinitionResult,
  failure: DefinitionResult['failure'],
  previous: Refresh | undefined,
): DefinitionResult {
  if (failure === undefined || previous === undefined) return result
  const before = previous.results.find(each => keyOf(each) === keyOf(result))
  return { ...result, failure, servedFrom: before?.servedFrom ?? previous.id }
}

function keyOf({ kind, id }: Pick<DefinitionResult, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}
