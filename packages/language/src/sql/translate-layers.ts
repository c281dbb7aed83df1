import type { Activation, InputReading, LayersScorer, ReadingTransform, ScorerLayer } from '../ast/scorer.ts'
import type { Fragment } from './fragment.ts'
import type { ScoreInputs } from './score-inputs.ts'
import { translateLines } from './translate-curve.ts'
import { translateLogistic, translateTangent } from './translate-exponential.ts'
import type { Translation } from './translation.ts'

/** Dense layers: arrays of a customer's numbers, each layer a product with arrays that are bound. */
export function translateLayers(
  { readings, layers }: LayersScorer,
  inputs: ScoreInputs,
  translation: Translation,
): Fragment {
  const { fragments } = translation
  const read = readings.map(reading => translateReading(reading, inputs, translation))
  let values = read.length
    ? fragments.list('[', read, ', ', ']', false)
    : fragments.known(["CAST([], 'Array(Float64)')"])
  for (const layer of layers) values = translateLayer(layer, values, translation)
  return fragments.known(['', '[1]'], values)
}

/** bias + weight · value + …, in this order, of every output. */
function translateLayer(layer: ScorerLayer, values: Fragment, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const rows = layer.weights.map((weights, output) => {
    const bias = parameters.bind('Float64', layer.bias[output] ?? 0)
    const products = weights.length
      ? `arrayMap((w, x) -> w * x, ${parameters.bind('Array(Float64)', weights)}, `
      : 'arrayMap(x -> x, '
    return fragments.known([`arraySum(arrayPushFront(${products}`, `), ${bias}))`], values)
  })
  const outputs = rows.map(row => activated(layer.activation, row, translation))
  return fragments.list('[', outputs, ', ', ']', false)
}

function activated(activation: Activation, x: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  switch (activation) {
    case 'identity':
      return x
    case 'relu':
      return fragments.known(['if(', ' > 0, ', ', ', ' - ', ')'], x, x, x, x)
    case 'tanh':
      return translateTangent(x, translation)
    case 'logistic':
      return translateLogistic(x, translation)
    case 'cosine':
      return fragments.known`cos(${x})`
    case 'square':
      return fragments.known`(${x} * ${x})`
  }
}

function translateReading(reading: InputReading, inputs: ScoreInputs, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const [fill, centre, scale] = [reading.fill, reading.centre, reading.scale].map(each =>
    parameters.bind('Float64', each),
  )
  const raw = translateRaw(reading, inputs, translation)
  const filled = fragments.known(['if(isNaN(', `), ${fill}, `, ')'], raw, raw)
  const value = translateTransform(reading.transform, filled, translation)
  return fragments.known(['((', ` - ${centre}) / ${scale})`], value)
}

/** A Float64, NaN where it is missing. */
function translateRaw({ input, how }: InputReading, inputs: ScoreInputs, translation: Translation): Fragment {
  const { fragments } = translation
  switch (how.kind) {
    case 'number':
      return inputs.number(input)
    case 'missing':
      return inputs.isWord(input)
        ? fragments.known`toFloat64(${inputs.code(input)} = -1)`
        : fragments.known`toFloat64(isNaN(${inputs.number(input)}))`
    case 'order':
      return translateOrder(how.levels, input, inputs, translation)
    case 'level':
      return isOneOf([how.level], 'IN', input, inputs, translation)
    case 'other':
      return isOneOf(how.levels, 'NOT IN', input, inputs, translation)
  }
}

function codesOf(levels: readonly (string | null)[], input: number, inputs: ScoreInputs): number[] {
  return levels.map(level => (level === null ? -1 : inputs.words(input).indexOf(level) + 1))
}

function translateOrder(
  levels: readonly string[],
  input: number,
  inputs: ScoreInputs,
  { fragments, parameters }: Translation,
): Fragment {
  const codes = parameters.bind('Array(Int32)', codesOf(levels, input, inputs))
  const places = parameters.bind(
    'Array(Float64)',
    levels.map((_, place) => place),
  )
  return fragments.known([`transform(`, `, ${codes}, ${places}, nan)`], inputs.code(input))
}

function isOneOf(
  levels: readonly (string | null)[],
  test: 'IN' | 'NOT IN',
  input: number,
  inputs: ScoreInputs,
  { fragments, parameters }: Translation,
): Fragment {
  const codes = parameters.bind('Array(Int32)', codesOf(levels, input, inputs))
  return fragments.known(['toFloat64(', ` ${test} ${codes})`], inputs.code(input))
}

function translateTransform(transform: ReadingTransform, x: Fragment, translation: Translation): Fragment {
  if (transform.kind === 'none') return x
  const { knots } = transform
  if (knots === undefined) return translation.fragments.known`(sign(${x}) * log1p(abs(${x})))`
  return translateLines(
    { at: knots.map(([value]) => value), values: knots.map(([, becomes]) => becomes) },
    x,
    translation,
  )
}
