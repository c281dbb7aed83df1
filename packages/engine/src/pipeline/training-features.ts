import { referencesOf } from '@kindred/language'
import type { CompiledDefinitions, CompiledModel } from '../catalog/compile/compile-definitions.ts'
import { lifetimeInputs } from '../catalog/lifetime-texts.ts'
import { askedFeatures } from '../discovery/features/asked-features.ts'
import { checkText } from '../discovery/features/check-text.ts'
import { defaultFeatures } from '../discovery/features/default-features.ts'
import type { FeatureToRead } from '../discovery/features/feature-to-read.ts'
import { EngineError } from '../errors.ts'
import type { LifetimeDefinition } from '../records/definitions.ts'
import type { CurrentDefinitions } from './current-definitions.ts'

/**
 * What a model learns from: the features it names, else the set that discovery uses, without what the target itself
 * reads at the same instant.
 *
 * @throws EngineError `no_features`, `expression_wrong`, `feature_not_measurable`, `feature_twice`
 */
export function trainingFeatures({ compiled }: CurrentDefinitions, model: CompiledModel): FeatureToRead[] {
  const { features: asked, lifetime } = model.definition
  if (lifetime !== undefined) return lifetimeFeatures(compiled, lifetime)
  const found = asked === undefined ? defaultFeatures(compiled) : askedFeatures(compiled, asked)
  const usable = asked === undefined ? found.filter(each => !givesAway(model, each)) : found
  if (usable.length === 0) throw new EngineError('no_features', {})
  return usable
}

function lifetimeFeatures(compiled: CompiledDefinitions, lifetime: LifetimeDefinition): FeatureToRead[] {
  return lifetimeInputs(lifetime).map(({ name, is, label, kind }) => ({
    feature: { id: name, is, label, kind, source: 'asked', why: 'A lifetime model is fitted on it.' },
    read: checkText(compiled, 'lifetime', is),
  }))
}

/** Of a target that does not look ahead: whether a feature reads an attribute of it. */
function givesAway({ target }: CompiledModel, { read }: FeatureToRead): boolean {
  if (target === undefined || target.ahead !== undefined) return false
  const own = new Set(referencesOf(target.is).attributes)
  return referencesOf(read).attributes.some(name => own.has(name))
}
