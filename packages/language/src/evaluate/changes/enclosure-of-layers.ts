import type { Activation, InputReading, LayersScorer, ScorerLayer } from '../../ast/scorer.ts'
import { compileActivation, compileRaw, compileTransform } from '../compile-layers.ts'
import type { Bounds } from './enclosure.ts'
import type { BoundsOfRow, RowBounds } from './enclosure-of-score.ts'
import { scaled, throughCurve, throughRising, widened } from './interval.ts'

/** Bounds of dense layers, output by output. */
export function enclosureOfLayers({ readings, layers }: LayersScorer, bounds: RowBounds): BoundsOfRow {
  const read = readings.map(reading => boundsOfReading(reading, bounds))
  return () => {
    let values = read.map(each => each())
    for (const layer of layers) values = layer.bias.map((_, output) => boundsOfOutput(layer, output, values))
    return values[0] ?? { low: Number.NaN, high: Number.NaN }
  }
}

function boundsOfOutput(
  { weights, bias, activation }: ScorerLayer,
  output: number,
  values: readonly Bounds[],
): Bounds {
  const sum = { low: bias[output] ?? 0, high: bias[output] ?? 0 }
  for (const [at, value] of values.entries()) {
    const { low, high } = scaled(value, weights[output]?.[at] ?? 0)
    sum.low += low
    sum.high += high
  }
  return throughActivation(activation, sum)
}

function throughActivation(activation: Activation, bounds: Bounds): Bounds {
  const value = compileActivation(activation)
  const { low, high } = bounds
  if (activation === 'identity') return bounds
  if (activation === 'square') {
    const sizes = [value(low), value(high)]
    return { low: low <= 0 && high >= 0 ? 0 : Math.min(...sizes), high: Math.max(...sizes) }
  }
  // A cosine turns at every multiple of π; which of them lie between is not worth asking.
  if (activation === 'cosine' && Math.floor(low / Math.PI) !== Math.floor(high / Math.PI))
    return { low: -1, high: 1 }
  const ends = throughRising(bounds, value)
  return activation === 'cosine' && low !== high
    ? widened({ low: Math.min(value(low), value(high)), high: Math.max(value(low), value(high)) })
    : ends
}

function boundsOfReading(reading: InputReading, { row, high }: RowBounds): BoundsOfRow {
  const least = compileRaw(reading, row)
  const greatest = compileRaw(reading, { ...row, values: high })
  const { transform, fill, centre, scale } = reading
  const become = compileTransform(transform)
  const knots = transform.kind === 'none' ? [] : transform.knots?.map(([at]) => at)
  const known = (value: number) => (Number.isNaN(value) ? fill : value)
  return () => {
    const raw = { low: known(least()), high: known(greatest()) }
    const value =
      transform.kind === 'none'
        ? raw
        : knots === undefined
          ? throughRising(raw, become)
          : throughCurve(raw, become, knots)
    const ends = [(value.low - centre) / scale, (value.high - centre) / scale]
    return { low: Math.min(...ends), high: Math.max(...ends) }
  }
}
