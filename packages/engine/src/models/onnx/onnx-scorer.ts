import type { Activation, LayersScorer, ScoreLink, Scorer, ScorerLayer } from '@kindred/language'
import { filled, type OnnxFeature, plainFeature, readingOf, scaled } from './onnx-feature.ts'
import type { OnnxGraph, OnnxNode } from './onnx-graph.ts'
import { treesOf } from './onnx-trees.ts'

/** What a value of the graph is, as far as it can be a formula. */
type Known =
  | { readonly kind: 'features'; readonly features: readonly OnnxFeature[] }
  | {
      readonly kind: 'layers'
      readonly features: readonly OnnxFeature[]
      readonly layers: readonly ScorerLayer[]
    }
  /** One a class, or the only one. */
  | { readonly kind: 'scores'; readonly scores: readonly Scorer[] }
  | { readonly kind: 'label' }

/** Operators that are read. */
export const onnxOperators = [
  'Add',
  'Cast',
  'Concat',
  'Gemm',
  'Identity',
  'Imputer',
  'LinearClassifier',
  'LinearRegressor',
  'MatMul',
  'Normalizer',
  'Relu',
  'Scaler',
  'Sigmoid',
  'Tanh',
  'TreeEnsembleClassifier',
  'TreeEnsembleRegressor',
  'ZipMap',
] as const

/**
 * An ONNX graph as a formula of ours: of two classes the chance of the second, else a number.
 *
 * @param inputs - How many numbers it is given.
 * @throws RangeError of what cannot be read as one, in words
 */
export function onnxScorer(graph: OnnxGraph, inputs: number): Scorer {
  const known = new Map<string, Known>()
  const each = graph.inputs.length === inputs && inputs > 1
  graph.inputs.forEach((name, at) => {
    const features = each
      ? [plainFeature(at)]
      : Array.from({ length: inputs }, (_, input) => plainFeature(input))
    known.set(name, { kind: 'features', features })
  })
  for (const node of graph.nodes) {
    const made = readOperator(node, graph, known)
    for (const [at, name] of node.outputs.entries()) known.set(name, made[at] ?? { kind: 'label' })
  }
  for (const output of graph.outputs) {
    const value = known.get(output)
    const scorer = value && answerOf(value)
    if (scorer !== undefined) return scorer
  }
  throw new RangeError('None of its outputs is a number or a chance.')
}

function answerOf(value: Known): Scorer | undefined {
  if (value.kind === 'layers') return layersScorer(value.features, value.layers, [])
  if (value.kind !== 'scores') return undefined
  if (value.scores.length > 2) throw new RangeError(`It tells ${value.scores.length} classes apart.`)
  return value.scores.at(-1)
}

function layersScorer(
  features: readonly OnnxFeature[],
  layers: readonly ScorerLayer[],
  links: readonly ScoreLink[],
): LayersScorer {
  return { kind: 'layers', readings: features.map(readingOf), layers, links }
}

function readOperator(node: OnnxNode, graph: OnnxGraph, known: ReadonlyMap<string, Known>): readonly Known[] {
  const [first] = node.inputs.flatMap(name => known.get(name) ?? [])
  if (first === undefined) throw new RangeError(`${node.operator} reads nothing that is known.`)
  const floats = (name: string) => node.attributes.get(name)?.floats ?? []
  switch (node.operator) {
    case 'Cast':
    case 'Identity':
    case 'ZipMap':
    case 'Normalizer':
      return [first]
    case 'Concat':
      return [{ kind: 'features', features: node.inputs.flatMap(name => featuresOf(known.get(name), node)) }]
    case 'Scaler':
      return [
        { kind: 'features', features: scaled(featuresOf(first, node), floats('offset'), floats('scale')) },
      ]
    case 'Imputer':
      return [{ kind: 'features', features: filled(featuresOf(first, node), floats('imputed_value_floats')) }]
    case 'LinearRegressor':
      return [{ kind: 'scores', scores: [linear(node, featuresOf(first, node), 0, linkOf(node))] }]
    case 'LinearClassifier':
      return [{ kind: 'label' }, { kind: 'scores', scores: linearChances(node, featuresOf(first, node)) }]
    case 'TreeEnsembleRegressor':
      return [{ kind: 'scores', scores: [treeAmount(node, featuresOf(first, node))] }]
    case 'TreeEnsembleClassifier':
      return [{ kind: 'label' }, { kind: 'scores', scores: [treeChance(node, featuresOf(first, node))] }]
    case 'Gemm':
    case 'MatMul':
    case 'Add':
      return [dense(node, first, graph)]
    case 'Relu':
      return [activated(node, first, 'relu')]
    case 'Tanh':
      return [activated(node, first, 'tanh')]
    case 'Sigmoid':
      return [activated(node, first, 'logistic')]
    default:
      throw new RangeError(`It has the operator ${node.operator}.`)
  }
}

function featuresOf(value: Known | undefined, { operator }: OnnxNode): readonly OnnxFeature[] {
  if (value?.kind === 'features') return value.features
  throw new RangeError(`${operator} reads what another model has made.`)
}

const LOGISTIC: readonly ScoreLink[] = [{ kind: 'logistic' }]

function linkOf({ attributes, operator }: OnnxNode): readonly ScoreLink[] {
  const given = attributes.get('post_transform')?.text ?? 'NONE'
  if (given === 'NONE') return []
  if (given === 'LOGISTIC') return LOGISTIC
  throw new RangeError(`${operator} ends in ${given}.`)
}

/** The row of coefficients of one answer. */
function linear(
  { attributes }: OnnxNode,
  features: readonly OnnxFeature[],
  answer: number,
  links: readonly ScoreLink[],
): Scorer {
  const coefficients = attributes.get('coefficients')?.floats ?? []
  const weights = coefficients.slice(answer * features.length, (answer + 1) * features.length)
  const bias = attributes.get('intercepts')?.floats[answer] ?? 0
  return layersScorer(features, [{ weights: [weights], bias: [bias], activation: 'identity' }], links)
}

/** Of two rows that end in softmax the chance of the second is that of their difference. */
function linearChances(node: OnnxNode, features: readonly OnnxFeature[]): readonly Scorer[] {
  const rows = (node.attributes.get('coefficients')?.floats.length ?? 0) / features.length
  if (rows > 2) throw new RangeError(`It tells ${rows} classes apart.`)
  if (node.attributes.get('post_transform')?.text !== 'SOFTMAX')
    return [linear(node, features, rows - 1, linkOf(node))]
  const of = [1, 0].map(answer => linear(node, features, answer, []))
  return [{ kind: 'blend', of, weights: [1, -1], bias: 0, links: LOGISTIC }]
}

function treeAmount(node: OnnxNode, features: readonly OnnxFeature[]): Scorer {
  const base = node.attributes.get('base_values')?.floats[0] ?? 0
  const trees = new Set(node.attributes.get('nodes_treeids')?.ints ?? []).size
  const how = node.attributes.get('aggregate_function')?.text ?? 'SUM'
  if (how !== 'SUM' && how !== 'AVERAGE') throw new RangeError(`It takes the ${how} of its trees.`)
  // A mean is of the trees alone, and the base is added to it.
  if (how === 'AVERAGE' && base !== 0) throw new RangeError('It adds a base to a mean.')
  const factor = how === 'AVERAGE' ? 1 / trees : 1
  return treesOf({ node, features, of: 'target', answer: 0, base, factor, links: linkOf(node) })
}

/** Of two classes the leaves tell either both, or one by itself: then that is the second. */
function treeChance(node: OnnxNode, features: readonly OnnxFeature[]): Scorer {
  const ids = new Set(node.attributes.get('class_ids')?.ints ?? [])
  if (ids.size > 2) throw new RangeError(`It tells ${ids.size} classes apart.`)
  const answer = ids.size === 1 ? ([...ids][0] ?? 0) : 1
  const bases = node.attributes.get('base_values')?.floats ?? []
  const base = bases[ids.size === 1 ? 0 : 1] ?? 0
  return treesOf({ node, features, of: 'class', answer, base, factor: 1, links: linkOf(node) })
}

/** A matrix times what was before, and what is added to it. */
function dense(node: OnnxNode, value: Known, { constants }: OnnxGraph): Known {
  const { features, layers } = layersBefore(value, node)
  const number = (name: string, otherwise: number) => node.attributes.get(name)?.float ?? otherwise
  const [matrix, added] = node.inputs.flatMap(name => constants.get(name) ?? [])
  if (matrix === undefined) throw new RangeError(`${node.operator} has no numbers of its own.`)
  if (node.operator === 'Add') return { kind: 'layers', features, layers: withBias(layers, matrix.values) }
  if (number('alpha', 1) !== 1 || number('beta', 1) !== 1 || node.attributes.get('transA')?.int === 1)
    throw new RangeError('Gemm is with alpha, beta or a first matrix turned round.')
  const [rows = 0, columns = 1] = matrix.shape
  const isTurned = node.attributes.get('transB')?.int === 1
  const [from, to] = isTurned ? [columns, rows] : [rows, columns]
  const weights = Array.from({ length: to }, (_, output) =>
    Array.from(
      { length: from },
      (_, input) => matrix.values[isTurned ? output * from + input : input * to + output] ?? 0,
    ),
  )
  const bias = weights.map((_, output) => added?.values[output] ?? 0)
  return { kind: 'layers', features, layers: [...layers, { weights, bias, activation: 'identity' }] }
}

function layersBefore(value: Known, { operator }: OnnxNode) {
  if (value.kind === 'layers') return value
  if (value.kind === 'features') return { features: value.features, layers: [] }
  throw new RangeError(`${operator} reads what another model has made.`)
}

function withBias(layers: readonly ScorerLayer[], added: readonly number[]): readonly ScorerLayer[] {
  const last = layers.at(-1)
  if (last === undefined || last.activation !== 'identity')
    throw new RangeError('Add stands where no matrix was multiplied before.')
  const bias = last.bias.map((value, output) => value + (added[output] ?? added[0] ?? 0))
  return [...layers.slice(0, -1), { ...last, bias }]
}

function activated(node: OnnxNode, value: Known, activation: Activation): Known {
  const { features, layers } = layersBefore(value, node)
  const last = layers.at(-1)
  if (last === undefined || last.activation !== 'identity')
    throw new RangeError(`${node.operator} stands where no matrix was multiplied before.`)
  return { kind: 'layers', features, layers: [...layers.slice(0, -1), { ...last, activation }] }
}
