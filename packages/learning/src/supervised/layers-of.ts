import { bayesLayers } from '../bayes/bayes-layers.ts'
import type { Layers } from '../layers/layers.ts'
import type { FittedModel } from './fitted-model.ts'

/**
 * A fitted model as one formula of readings, layers and links; undefined where it is none, or a blend of several.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3) }] }
 * layersOf(fitRidge(ages, [10, 20, 30])).layers.length // 1
 */
export function layersOf(fitted: FittedModel): Layers | undefined {
  if (fitted.kind === 'bayes') return bayesLayers(fitted)
  if (fitted.kind !== 'linear' && fitted.kind !== 'layers') return undefined
  const readings = fitted.preparation.features
  if (fitted.kind === 'layers') return { readings, layers: fitted.layers, links: fitted.links }
  const { weights, intercept, links } = fitted
  return { readings, layers: [{ weights: [weights], bias: [intercept], activation: 'identity' }], links }
}
