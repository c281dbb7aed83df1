import type { DefinitionResult, RefreshRequest } from '@kindred/engine'
import { compareIds } from '../order/compare-ids.ts'
import { membershipLayout } from './membership-layout.ts'

/** So the moves of a customer come in the order of their table: sorting them was a third of storing them. */
export function inOrderOfId(request: RefreshRequest): RefreshRequest {
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => compareIds(a.id, b.id)
  const { segments, segmentations } = request
  return { ...request, segments: segments.toSorted(byId), segmentations: segmentations.toSorted(byId) }
}

/** Results in the order in which they were asked for, what is carried over last. */
export function inOrderOf(
  request: RefreshRequest,
  results: readonly DefinitionResult[],
): readonly DefinitionResult[] {
  const { segments, segmentations } = membershipLayout(request)
  const names = [
    ...segments.map(id => `segment ${id}`),
    ...segmentations.map(({ id }) => `segmentation ${id}`),
  ]
  const places = new Map(names.map((name, place) => [name, place]))
  const placeOf = ({ kind, id }: DefinitionResult) => places.get(`${kind} ${id}`) ?? names.length
  return results.toSorted((a, b) => placeOf(a) - placeOf(b))
}
