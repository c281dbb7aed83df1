import { type Checked, nearestName } from '@kindred/language'
import type { CompiledDefinitions } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import { classRead } from '../segments/class-condition.ts'
import { requireSound } from './find-definition.ts'

export interface ColumnRead {
  readonly name: string
  readonly read: Checked
}

const span = { line: 1, column: 1, length: 0 }

/** What to read for each column asked for: an attribute, a feature, or the class of a segmentation. */
export function columnReads(compiled: CompiledDefinitions, names: readonly string[]): readonly ColumnRead[] {
  return [...new Set(names)].map(name => ({ name, read: readOf(compiled, name) }))
}

/** The same, by name. */
export function readsOf(columns: readonly ColumnRead[]): ReadonlyMap<string, Checked> {
  return new Map(columns.map(({ name, read }) => [name, read]))
}

function readOf(compiled: CompiledDefinitions, name: string): Checked {
  const attribute = compiled.vocabulary.attributes.get(name)
  if (attribute !== undefined) return { kind: 'attribute', name, type: attribute.type, unknown: true, span }
  const feature = compiled.features.get(name)
  if (feature !== undefined) return requireSound({ kind: 'feature', id: name }, feature, feature.is)
  const segmentation = compiled.segmentations.get(name)
  if (segmentation !== undefined)
    return classRead(requireSound({ kind: 'segmentation', id: name }, segmentation, segmentation.of))
  const known = [compiled.vocabulary.attributes, compiled.features, compiled.segmentations].flatMap(each => [
    ...each.keys(),
  ])
  throw new EngineError('column_unknown', { column: name, nearest: nearestName(name, known) })
}
