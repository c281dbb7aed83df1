import { type Checked, type CheckedSegmentation, nearestName } from '@kindred/language'
import type { CompiledDefinitions } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import type { Valuation } from '../records/definitions.ts'
import { requireSound } from './find-definition.ts'

/** A way to value customers that can be read. */
export interface SoundValuation {
  readonly id: string
  readonly name: string
  readonly about: Valuation
  readonly is: Checked
  readonly isMoney: boolean
  readonly classes?: CheckedSegmentation
}

/**
 * The ways to value customers: all that are defined, or those named.
 *
 * @throws EngineError `nothing_valued`, `value_unknown`, `definition_broken`
 */
export function valuationsOf(compiled: CompiledDefinitions, ids?: readonly string[]): SoundValuation[] {
  // In the order they are written, and not that of their references.
  const known = Object.entries(compiled.definitions.features).flatMap(([id, { valuation }]) =>
    valuation === undefined ? [] : [id],
  )
  if (known.length === 0) throw new EngineError('nothing_valued', {})
  return (ids ?? known).map(id => requireValuation(compiled, id, known))
}

function requireValuation(
  compiled: CompiledDefinitions,
  id: string,
  known: readonly string[],
): SoundValuation {
  const feature = compiled.features.get(id)
  const about = feature?.definition.valuation
  if (feature === undefined || about === undefined)
    throw new EngineError('value_unknown', { value: id, nearest: nearestName(id, known) })
  const is = requireSound({ kind: 'feature', id }, feature, feature.is)
  const classes = compiled.segmentations.get(about.classes)?.of
  return {
    ...{ id, name: feature.definition.name ?? id, about, is, isMoney: isMoney(about, is) },
    ...(classes && { classes }),
  }
}

/** What is left of revenue, or says what is worth how much, is an amount of money; a score is not. */
function isMoney({ by, tells }: Valuation, { type }: Checked): boolean {
  return type === 'money' || by === 'revenue' || tells !== undefined
}
