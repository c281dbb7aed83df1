import type { Activation, InputReading, LayersScorer, ReadingTransform, ScorerLayer } from '../ast/scorer.ts'
import { hyperbolicTangent, logistic } from '../vocabulary/exponential.ts'
import { linesBetween } from './curve.ts'
import type { RowScore, ScoreRow } from './score-row.ts'

/** Dense layers over inputs read as numbers. Nothing is allocated for a customer. */
export function compileLayers({ readings, layers }: LayersScorer, row: ScoreRow): RowScore {
  const read = readings.map(reading => compileReading(reading, row))
  const first = new Float64Array(readings.length)
  const steps: (() => void)[] = []
  let from = first
  for (const layer of layers) {
    const to = new Float64Array(layer.bias.length)
    steps.push(compileLayer(layer, from, to))
    from = to
  }
  const last = from
  return () => {
    for (let at = 0; at < read.length; at += 1) first[at] = read[at]?.() ?? Number.NaN
    for (const step of steps) step()
    return last[0] ?? Number.NaN
  }
}

function compileLayer(layer: ScorerLayer, from: Float64Array, to: Float64Array): () => void {
  const weights = Float64Array.from(layer.weights.flat())
  const bias = Float64Array.from(layer.bias)
  const activate = activations[layer.activation]
  return () => {
    for (let output = 0; output < to.length; output += 1) {
      let sum = bias[output]!
      const start = output * from.length
      for (let at = 0; at < from.length; at += 1) sum += weights[start + at]! * from[at]!
      to[output] = activate(sum)
    }
  }
}

export function compileActivation(activation: Activation): (x: number) => number {
  return activations[activation]
}

const activations: Readonly<Record<Activation, (x: number) => number>> = {
  identity: x => x,
  relu: x => (x > 0 ? x : x - x),
  tanh: hyperbolicTangent,
  logistic,
  cosine: Math.cos,
  square: x => x * x,
}

function compileReading(reading: InputReading, row: ScoreRow): RowScore {
  const raw = compileRaw(reading, row)
  const transform = compileTransform(reading.transform)
  const { fill, centre, scale } = reading
  return () => {
    const value = raw()
    return (transform(Number.isNaN(value) ? fill : value) - centre) / scale
  }
}

/** The number of an input, NaN where it is missing. */
export function compileRaw({ input, how }: InputReading, row: ScoreRow): RowScore {
  const { values } = row
  switch (how.kind) {
    case 'number':
      return () => values[input]!
    case 'missing':
      return () => (Number.isNaN(values[input]!) ? 1 : 0)
    case 'order': {
      const places = new Map(how.levels.map((level, place) => [row.learn(input, level), place]))
      return () => places.get(values[input]!) ?? Number.NaN
    }
    case 'level':
      return compileIsOneOf(input, [how.level], row)
    case 'other': {
      const isOneOf = compileIsOneOf(input, how.levels, row)
      return () => 1 - isOneOf()
    }
  }
}

function compileIsOneOf(input: number, levels: readonly (string | null)[], row: ScoreRow): RowScore {
  const codes = new Set(levels.map(level => (level === null ? Number.NaN : row.learn(input, level))))
  return () => (codes.has(row.values[input]!) ? 1 : 0)
}

export function compileTransform(transform: ReadingTransform): (x: number) => number {
  if (transform.kind === 'none') return x => x
  if (transform.knots === undefined) return x => Math.sign(x) * Math.log1p(Math.abs(x))
  const at = Float64Array.from(transform.knots, ([value]) => value)
  return linesBetween(
    at,
    Float64Array.from(transform.knots, ([, becomes]) => becomes),
  )
}
