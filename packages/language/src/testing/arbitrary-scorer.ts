import fc from 'fast-check'
import type { ScoreInput } from '../ast/checked.ts'
import type { Activation, InputReading, ReadingKind, ScoreLink, Scorer, ScorerNode } from '../ast/scorer.ts'
import { compileText } from '../compile-text.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'

/** What generated models read: every type that a model can read, known and unknown, moving with time and not. */
const INPUTS = [
  'recency',
  'orders',
  'spend',
  'income',
  'points',
  'marketing_consent',
  'birth_date',
  'registered_at',
  'country',
  'favourite',
] as const

export function scorerInputs(vocabulary: Vocabulary): readonly ScoreInput[] {
  return INPUTS.map(name => {
    const { checked } = compileText(name, vocabulary)
    if (checked === undefined) throw new Error(`${name} is not in the test vocabulary.`)
    return { name, is: checked }
  })
}

const NUMBERS = [0, 1, 2, 3, 4, 5, 6, 7]
const WORDS = [8, 9]

/** Values that customers of the test vocabulary have, to the bit: thresholds are hit exactly. */
const thresholds = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.1, 7, 30, 90, 1000, 5e-324, -5e-324, 2 ** 53 - 1, 1 - 2 ** 53, 1e-9, 1e300),
  fc.integer({ min: -5, max: 400 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const leaves = fc.oneof(
  fc.constantFrom(0, -0, 0.1, -1e-300, 1e17, 1 / 3),
  fc.double({ min: -10, max: 10, noNaN: true }),
)
const word = fc.constantFrom('CZ', 'SK', '', 'laptop', "O'Neil \\ 😀", 'never seen')
const level = fc.option(word, { freq: 4 })

const weight = fc.double({ min: -3, max: 3, noNaN: true })

/** Models of every kind over `scorerInputs`: trees of up to `leaves` leaves, layers, blends, with any links. */
export function arbitraryScorer(leaves = 80): fc.Arbitrary<Scorer> {
  const single = fc.oneof(arbitraryTrees(leaves), arbitraryLayers)
  const blend = fc
    .record({
      of: fc.array(single, { minLength: 1, maxLength: 3 }),
      weights: fc.array(weight, { minLength: 3, maxLength: 3 }),
      bias: weight,
      links: arbitraryLinks,
    })
    .map(made => ({ kind: 'blend' as const, ...made, weights: made.weights.slice(0, made.of.length) }))
  return fc.oneof({ weight: 3, arbitrary: single }, { weight: 1, arbitrary: blend })
}

/** A tree is drawn as a list of questions, each put in the place of one leaf. */
export function arbitraryTrees(most: number): fc.Arbitrary<Scorer> {
  const question = fc.oneof(
    { weight: 6, arbitrary: threshold },
    { weight: 1, arbitrary: missing },
    { weight: 2, arbitrary: levels },
  )
  const tree = fc
    .array(fc.tuple(question, fc.nat()), { maxLength: most - 1, size: 'max' })
    .chain(questions =>
      fc
        .array(leaves, { minLength: questions.length + 1, maxLength: questions.length + 1 })
        .map(values => grown(questions, values)),
    )
  return fc
    .record({
      base: leaves,
      trees: fc.array(tree, { maxLength: 20 }),
      factor: fc.constantFrom(1, 0.1, -2),
      links: arbitraryLinks,
    })
    .map(made => ({ kind: 'trees' as const, ...made }))
}

type Question = Exclude<ScorerNode, { kind: 'leaf' }>

const asked = { left: 0, right: 0 }
const threshold: fc.Arbitrary<Question> = fc
  .tuple(fc.constantFrom(...NUMBERS), thresholds, fc.constantFrom('left' as const, 'right' as const))
  .map(([input, at, missing]) => ({ kind: 'threshold', input, threshold: at, missing, ...asked }))
const missing: fc.Arbitrary<Question> = fc
  .constantFrom(...NUMBERS, ...WORDS)
  .map(input => ({ kind: 'missing', input, ...asked }))
const levels: fc.Arbitrary<Question> = fc
  .tuple(fc.constantFrom(...WORDS), fc.uniqueArray(level, { maxLength: 4 }))
  .map(([input, of]) => ({ kind: 'levels', input, levels: of, ...asked }))

function grown(
  questions: readonly (readonly [Question, number])[],
  values: readonly number[],
): readonly ScorerNode[] {
  const nodes: (Question | number)[] = [0]
  const open = [0]
  for (const [question, pick] of questions) {
    const [at = 0] = open.splice(pick % open.length, 1)
    nodes[at] = { ...question, left: nodes.length, right: nodes.length + 1 }
    open.push(nodes.length, nodes.length + 1)
    nodes.push(0, 0)
  }
  let leaf = 0
  return nodes.map(node => (typeof node === 'number' ? { kind: 'leaf', value: values[leaf++] ?? 0 } : node))
}

const reading: fc.Arbitrary<ReadingKind & { input: number }> = fc.oneof(
  fc.constantFrom(...NUMBERS).map(input => ({ kind: 'number' as const, input })),
  fc.constantFrom(...NUMBERS, ...WORDS).map(input => ({ kind: 'missing' as const, input })),
  fc.record({
    kind: fc.constant('order' as const),
    input: fc.constantFrom(...WORDS),
    levels: fc.uniqueArray(word, { maxLength: 4 }),
  }),
  fc.record({ kind: fc.constant('level' as const), input: fc.constantFrom(...WORDS), level }),
  fc.record({
    kind: fc.constant('other' as const),
    input: fc.constantFrom(...WORDS),
    levels: fc.uniqueArray(level, { maxLength: 4 }),
  }),
)

const curve = fc
  .uniqueArray(
    thresholds.map(value => value + 0),
    { minLength: 1, maxLength: 6 },
  )
  .chain(places =>
    fc
      .array(weight, { minLength: places.length, maxLength: places.length })
      .map(values => ({ at: places.toSorted((a, b) => a - b), values })),
  )

const readings: fc.Arbitrary<InputReading> = fc
  .record({
    how: reading,
    fill: thresholds,
    // Numbers as large as there are become small here, so that not everything ends as unknown.
    curve: fc.option(curve, { freq: 3 }),
    centre: weight,
    scale: fc.constantFrom(1, 30, -0.5, 1e6, 1e15),
  })
  .map(({ how: { input, ...how }, curve: knots, ...rest }) => ({
    input,
    how,
    ...rest,
    transform: knots
      ? { kind: 'rank', knots: knots.at.map((at, place) => [at, knots.values[place] ?? 0] as const) }
      : { kind: 'none' },
  }))

const activation = fc.constantFrom<Activation>('identity', 'relu', 'tanh', 'logistic', 'square')

const arbitraryLayers: fc.Arbitrary<Scorer> = fc
  .record({
    readings: fc.array(readings, { minLength: 1, maxLength: 8 }),
    widths: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
    links: arbitraryLinksOf(),
  })
  .chain(({ readings: read, widths, links }) => {
    const outputs = [...widths, 1]
    const layers = outputs.map((width, at) => {
      const ins = at === 0 ? read.length : (outputs[at - 1] ?? 1)
      const row = fc.array(weight, { minLength: ins, maxLength: ins })
      return fc.record({
        weights: fc.array(row, { minLength: width, maxLength: width }),
        bias: fc.array(weight, { minLength: width, maxLength: width }),
        activation,
      })
    })
    return fc.tuple(...layers).map(made => ({ kind: 'layers' as const, readings: read, layers: made, links }))
  })

function arbitraryLinksOf(): fc.Arbitrary<readonly ScoreLink[]> {
  const link: fc.Arbitrary<ScoreLink> = fc.oneof(
    fc.constantFrom<ScoreLink>({ kind: 'logistic' }, { kind: 'exp' }),
    fc.record({ kind: fc.constant('platt' as const), slope: weight, intercept: weight }),
    fc
      .tuple(curve, fc.constantFrom('steps' as const, 'lines' as const))
      .map(([points, between]) => ({ kind: 'isotonic' as const, ...points, between })),
  )
  return fc.array(link, { maxLength: 2 })
}

const arbitraryLinks = arbitraryLinksOf()
