import { type Checked, type CheckedSegmentation, classesOf } from '@kindred/language'
import type { CompiledDefinitions } from '../catalog/compile/compile-definitions.ts'
import type { DefinitionChange } from '../catalog/difference/difference-of-definitions.ts'
import { classCondition } from '../segments/class-condition.ts'

/** A segment or a class whose members a change can move, as conditions before and after. */
export interface PlannedGroup {
  readonly kind: 'segment' | 'segmentation'
  readonly id: string
  readonly class?: string
  readonly before: Checked | undefined
  readonly after: Checked | undefined
  /** Of a class. */
  readonly segmentation?: CheckedSegmentation
}

/** Every segment and class that can have other members after the changes. */
export function plannedGroups(
  changes: readonly DefinitionChange[],
  before: CompiledDefinitions | undefined,
  after: CompiledDefinitions,
): PlannedGroup[] {
  return changes
    .filter(({ isOfMeaning }) => isOfMeaning)
    .flatMap(({ definition: { kind, id } }) => {
      if (kind === 'segment') {
        const [was, is] = [before?.segments.get(id)?.when, after.segments.get(id)?.when]
        return [{ kind, id, before: was, after: is }]
      }
      if (kind !== 'segmentation') return []
      return classGroups(id, before?.segmentations.get(id)?.of, after.segmentations.get(id)?.of)
    })
}

function classGroups(
  id: string,
  before: CheckedSegmentation | undefined,
  after: CheckedSegmentation | undefined,
): PlannedGroup[] {
  const [were, are] = [before && classesOf(before), after && classesOf(after)]
  return [...new Set([...(are ?? []), ...(were ?? [])])].map(name => ({
    kind: 'segmentation' as const,
    id,
    class: name,
    before: before && were?.includes(name) ? classCondition(before, name) : undefined,
    after: after && are?.includes(name) ? classCondition(after, name) : undefined,
    ...(after && { segmentation: after }),
  }))
}
