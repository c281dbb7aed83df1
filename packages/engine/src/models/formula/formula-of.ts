import type { Scorer } from '@kindred/language'
import { type FittedModel, layersOf } from '@kindred/learning'

/**
 * The formula of what a supervised method learned: readings and layers, or a blend of such; undefined where it has none.
 *
 * @param places - Of every column the place of its input.
 */
export function formulaOf(fitted: FittedModel, places: (column: string) => number): Scorer | undefined {
  if (fitted.kind === 'blend') {
    const of = fitted.of.flatMap(each => formulaOf(each, places) ?? [])
    if (of.length < fitted.of.length) return undefined
    return { kind: 'blend', of, weights: fitted.weights, bias: fitted.bias, links: fitted.links }
  }
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
