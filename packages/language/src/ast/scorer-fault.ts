import type { ValueType } from '../vocabulary/value.ts'
import { lifetimeFault } from './lifetime-fault.ts'
import type { InputReading, LayersScorer, ScoreLink, Scorer, ScorerNode } from './scorer.ts'

type Fault = string | undefined

/**
 * What is wrong with a scorer, the first of it; undefined of one that every reading can work out. It comes from a file or
 * a catalog: a branch that leads back would never end, a weight too few would be taken for 0.
 *
 * @param types - Of the inputs, in their order.
 *
 * Cost: a look at every number.
 *
 * @example
 * scorerFault({ kind: 'trees', base: 0, trees: [[]], factor: 1, links: [] }, [])   // 'tree 1 has no node'
 */
export function scorerFault(scorer: Scorer, types: readonly ValueType[]): Fault {
  const type = types.find(each => each === 'place' || each === 'tags')
  return (type && `an input is of the type ${type}, which no model reads`) ?? faultIn(scorer, types)
}

function faultIn(scorer: Scorer, types: readonly ValueType[]): Fault {
  switch (scorer.kind) {
    case 'trees':
      return firstOf(
        () => notFinite('the base', scorer.base) ?? notFinite('the factor', scorer.factor),
        ...scorer.trees.map((nodes, tree) => () => treeFault(nodes, `tree ${tree + 1}`, types)),
        () => linksFault(scorer.links),
      )
    case 'layers':
      return firstOf(
        ...scorer.readings.map(
          (reading, at) => () => prefixed(`reading ${at + 1}`, readingFault(reading, types)),
        ),
        () => layersFault(scorer),
        () => linksFault(scorer.links),
      )
    case 'blend':
      return firstOf(
        () => notFinite('the bias', scorer.bias),
        () => differs('weights', scorer.weights, scorer.of.length),
        ...scorer.of.map((part, at) => () => prefixed(`part ${at + 1}`, faultIn(part, types))),
        () => linksFault(scorer.links),
      )
    case 'lifetime':
      return firstOf(
        () => lifetimeFault(scorer, types),
        () => linksFault(scorer.links),
      )
    default:
      return 'its kind is none of trees, layers, blend and lifetime'
  }
}

function firstOf(...looks: readonly (() => Fault)[]): Fault {
  for (const look of looks) {
    const fault = look()
    if (fault !== undefined) return fault
  }
  return undefined
}

function prefixed(what: string, fault: Fault): Fault {
  return fault && `${what}: ${fault}`
}

function notFinite(what: string, value: number): Fault {
  return Number.isFinite(value) ? undefined : `${what} is no finite number`
}

function differs(what: string, list: readonly number[], wanted: number): Fault {
  if (list.length !== wanted) return `there are ${list.length} ${what} where ${wanted} belong`
  const at = list.findIndex(value => !Number.isFinite(value))
  return at < 0 ? undefined : `number ${at + 1} of its ${what} is not finite`
}

function treeFault(nodes: readonly ScorerNode[], tree: string, types: readonly ValueType[]): Fault {
  if (nodes.length === 0) return `${tree} has no node`
  const reached = new Set([0])
  for (const [at, node] of nodes.entries()) {
    const fault = nodeFault(node, at, nodes.length, reached, types)
    if (fault !== undefined) return `${tree}, node ${at}: ${fault}`
  }
  return reached.size === nodes.length ? undefined : `${tree} has nodes that no branch leads to`
}

function nodeFault(
  node: ScorerNode,
  at: number,
  nodes: number,
  reached: Set<number>,
  types: readonly ValueType[],
): Fault {
  if (node.kind === 'leaf') return notFinite('its value', node.value)
  for (const branch of [node.left, node.right]) {
    if (!Number.isInteger(branch) || branch <= at || branch >= nodes)
      return `a branch leads to ${branch}, which is no later node`
    if (reached.has(branch)) return `a branch leads to ${branch}, as another does`
    reached.add(branch)
  }
  return inputFault(node.input, QUESTIONS[node.kind], types) ?? thresholdFault(node)
}

const QUESTIONS = { threshold: 'number', levels: 'word', missing: 'either' } as const

function thresholdFault(node: ScorerNode): Fault {
  return node.kind === 'threshold' ? notFinite('its threshold', node.threshold) : undefined
}

function inputFault(input: number, wanted: 'number' | 'word' | 'either', types: readonly ValueType[]): Fault {
  const type = types[input]
  if (type === undefined) return `it asks about input ${input}, and there are ${types.length}`
  const given = type === 'text' ? 'word' : 'number'
  return wanted === 'either' || wanted === given
    ? undefined
    : `it reads a ${wanted} from input ${input}, which is a ${given}`
}

function readingFault({ input, how, ...reading }: InputReading, types: readonly ValueType[]): Fault {
  const wanted = how.kind === 'number' ? 'number' : how.kind === 'missing' ? 'either' : 'word'
  const { transform, fill, centre, scale } = reading
  const knots = transform.kind === 'none' ? undefined : transform.knots
  return firstOf(
    () => inputFault(input, wanted, types),
    () => differs('numbers (fill, centre and scale)', [fill, centre, scale], 3),
    () => (scale === 0 ? 'its scale is 0' : undefined),
    () =>
      knots &&
      curveFault(
        knots.map(([at]) => at),
        knots.map(([, becomes]) => becomes),
      ),
  )
}

function curveFault(at: readonly number[], values: readonly number[]): Fault {
  if (at.length === 0) return 'a curve has no places'
  const fault = differs('places', at, at.length) ?? differs('values', values, at.length)
  if (fault !== undefined) return fault
  const falling = at.findIndex((place, index) => index > 0 && !(place > (at[index - 1] ?? place)))
  return falling < 0 ? undefined : `place ${falling + 1} of a curve is not above the one before`
}

function layersFault({ readings, layers }: LayersScorer): Fault {
  let width = readings.length
  for (const [at, { weights, bias }] of layers.entries()) {
    const wanted = width
    const fault = firstOf(
      () => differs('biases', bias, weights.length),
      ...weights.map(
        (row, output) => () => prefixed(`output ${output + 1}`, differs('weights', row, wanted)),
      ),
    )
    if (fault !== undefined) return `layer ${at + 1}: ${fault}`
    width = bias.length
  }
  return layers.length > 0 && width === 1 ? undefined : `the last layer has ${width} outputs where 1 belongs`
}

function linksFault(links: readonly ScoreLink[]): Fault {
  return firstOf(...links.map((link, at) => () => prefixed(`link ${at + 1}`, linkFault(link))))
}

function linkFault(link: ScoreLink): Fault {
  if (link.kind === 'platt') return differs('numbers (slope and intercept)', [link.slope, link.intercept], 2)
  return link.kind === 'isotonic' ? curveFault(link.at, link.values) : undefined
}
