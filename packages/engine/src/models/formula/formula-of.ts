import type { Scorer } from '@kindred/language'
import { type FittedModel, layersOf } from '@kindred/learning'
import { valueTreesScorer } from './value-trees-scorer.ts'

/**
 * The formula of what a supervised method learned: trees, readings and layers, or a blend of such; undefined where it has
 * none.
 *
 * @param places - Of every column the place of its input.
 */
export function formulaOf(fitted: FittedModel, places: (column: string) => number): Scorer | undefined {
  if (fitted.kind === 'blend') {
    const of = fitted.of.flatMap(each => formulaOf(each, places) ?? [])
    if (of.length < fitted.of.length) return undefined
    return { kind: 'blend', of, weights: fitted.weights, bias: fitted.bias, links: fitted.links }
  }
  if (fitted.kind === 'boosting') return valueTreesScorer({ ...fitted, factor: 1 }, places)
  if (fitted.kind === 'forest')
    return valueTreesScorer({ ...fitted, base: 0, factor: 1 / fitted.trees.length, links: [] }, places)
  const found = layersOf(fitted)
  if (found === undefined) return undefined
  return {
    kind: 'layers',
    readings: found.readings.map(({ column, reading, fill, transform, centre, scale }) => ({
      input: places(column),
      how: reading,
      ...{ fill, transform, centre, scale },
    })),
    layers: found.layers,
    links: found.links,
  }
}
