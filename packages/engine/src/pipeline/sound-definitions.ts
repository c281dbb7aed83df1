import type { CompiledDefinitions } from '../catalog/compile/compile-definitions.ts'
import type { DefinitionProblem } from '../catalog/definition-problem.ts'
import type { Evaluable, FailedDefinition } from '../segments/evaluable.ts'

export interface SoundDefinitions {
  readonly sound: readonly Evaluable[]
  readonly failed: readonly FailedDefinition[]
}

/** Parts what can be evaluated from what cannot, with the first problem of each that cannot. */
export function soundDefinitions(compiled: CompiledDefinitions): SoundDefinitions {
  const sound: Evaluable[] = []
  const failed: FailedDefinition[] = []
  for (const [id, { when, problems }] of compiled.segments) {
    const ref = { kind: 'segment' as const, id }
    if (when === undefined) failed.push({ ...ref, failure: failureOfProblems(problems) })
    else sound.push({ ...ref, when, ...compiled.readsOf(ref) })
  }
  for (const [id, { of, problems }] of compiled.segmentations) {
    const ref = { kind: 'segmentation' as const, id }
    if (of === undefined) failed.push({ ...ref, failure: failureOfProblems(problems) })
    else sound.push({ ...ref, of, ...compiled.readsOf(ref) })
  }
  return { sound, failed }
}

/** The first error among the problems of a definition that could not be checked. */
export function failureOfProblems(problems: readonly DefinitionProblem[]): FailedDefinition['failure'] {
  const first = problems.find(({ severity }) => severity === 'error')
  if (first === undefined) throw new Error('a definition without a checked tree has no problem')
  return { code: first.code, says: first.says, remedy: first.remedy }
}
