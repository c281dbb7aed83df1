import { type Checked, type CheckedSegmentation, classesOf, nearestName } from '@kindred/language'
import type { CompiledDefinitions } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import { type Evaluable, nameOf } from '../segments/evaluable.ts'
import { failureOfProblems, soundDefinitions } from './sound-definitions.ts'

type Problems = Parameters<typeof failureOfProblems>[0]

/** A segment that can be evaluated. @throws EngineError `segment_unknown`, `definition_broken`. */
export function requireSegment(compiled: CompiledDefinitions, id: string): { readonly when: Checked } {
  const segment = compiled.segments.get(id)
  if (segment === undefined) {
    throw new EngineError('segment_unknown', {
      segment: id,
      nearest: nearestName(id, compiled.segments.keys()),
    })
  }
  return { when: requireSound({ kind: 'segment', id }, segment, segment.when) }
}

/** A segmentation that can be evaluated. @throws EngineError `segmentation_unknown`, `definition_broken`. */
export function requireSegmentation(
  compiled: CompiledDefinitions,
  id: string,
): { readonly of: CheckedSegmentation } {
  const segmentation = compiled.segmentations.get(id)
  if (segmentation === undefined) {
    const nearest = nearestName(id, compiled.segmentations.keys())
    throw new EngineError('segmentation_unknown', { segmentation: id, nearest })
  }
  return { of: requireSound({ kind: 'segmentation', id }, segmentation, segmentation.of) }
}

/** @throws EngineError `class_unknown` when the segmentation has no such class. */
export function requireClass({ of }: { readonly of: CheckedSegmentation }, name: string): void {
  const classes = classesOf(of)
  if (!classes.includes(name)) {
    throw new EngineError('class_unknown', { class: name, segmentation: of.id, classes })
  }
}

/** A segment or segmentation by its id alone. @throws EngineError `definition_unknown`, `definition_broken`. */
export function requireEvaluable(compiled: CompiledDefinitions, id: string): Evaluable {
  const found = soundDefinitions(compiled).sound.find(each => each.id === id)
  if (found !== undefined) return found
  if (compiled.segments.has(id)) requireSegment(compiled, id)
  if (compiled.segmentations.has(id)) requireSegmentation(compiled, id)
  const known = [...compiled.segments.keys(), ...compiled.segmentations.keys()]
  throw new EngineError('definition_unknown', { definition: id, nearest: nearestName(id, known) })
}

/** What a definition was checked into. @throws EngineError `definition_broken` when it has problems. */
export function requireSound<T>(
  ref: { readonly kind: string; readonly id: string },
  { problems }: { readonly problems: Problems },
  tree: T | undefined,
): T {
  if (tree !== undefined) return tree
  throw new EngineError('definition_broken', {
    definition: nameOf(ref),
    first: failureOfProblems(problems).says,
  })
}
