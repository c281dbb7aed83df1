import type { ScoreLink, ScorerNode, TreesScorer } from '@kindred/language'
import type { OnnxFeature } from './onnx-feature.ts'
import type { OnnxNode } from './onnx-graph.ts'

/** What the leaves of one answer add, and after what the trees of one class are told apart. */
export interface OnnxTrees {
  readonly node: OnnxNode
  readonly features: readonly OnnxFeature[]
  /** `class` of a classifier, `target` of a regressor: how its lists of leaves are called. */
  readonly of: 'class' | 'target'
  /** Whose leaves count. */
  readonly answer: number
  readonly base: number
  readonly factor: number
  readonly links: readonly ScoreLink[]
}

/** Trees of `TreeEnsembleClassifier` and `TreeEnsembleRegressor` as a formula. @throws RangeError of what has none */
export function treesOf({ node, features, of, answer, base, factor, links }: OnnxTrees): TreesScorer {
  const leaves = leavesOf(node, of, answer)
  const lists = nodeLists(node)
  const roots = [...lists.keys()].filter(key => lists.get(key)?.place === 0).map(key => key.split('/')[0])
  const trees = roots.map(tree => growTree(tree ?? '', { lists, leaves, features }))
  return { kind: 'trees', base, factor, links, trees }
}

interface ListedNode {
  readonly place: number
  readonly mode: string
  readonly feature: number
  readonly value: number
  readonly yes: number
  readonly no: number
  readonly missingIsYes: boolean
}

/** By `tree/node`. */
function nodeLists({ attributes }: OnnxNode): ReadonlyMap<string, ListedNode> {
  const ints = (name: string) => attributes.get(`nodes_${name}`)?.ints ?? []
  const floats = (name: string) => attributes.get(`nodes_${name}`)?.floats ?? []
  const [trees, nodes, features] = [ints('treeids'), ints('nodeids'), ints('featureids')]
  const [yes, no, missing] = [ints('truenodeids'), ints('falsenodeids'), ints('missing_value_tracks_true')]
  const [values, modes] = [floats('values'), attributes.get('nodes_modes')?.texts ?? []]
  return new Map(
    nodes.map((place, at) => [
      `${trees[at]}/${place}`,
      {
        ...{ place, mode: modes[at] ?? '', feature: features[at] ?? 0, value: values[at] ?? 0 },
        ...{ yes: yes[at] ?? 0, no: no[at] ?? 0, missingIsYes: missing[at] === 1 },
      },
    ]),
  )
}

/** By `tree/node` what a leaf adds to one answer. */
function leavesOf(
  { attributes }: OnnxNode,
  of: OnnxTrees['of'],
  answer: number,
): ReadonlyMap<string, number> {
  const list = (name: string) => attributes.get(`${of}_${name}`)
  const [trees, nodes, ids] = ['treeids', 'nodeids', 'ids'].map(name => list(name)?.ints ?? [])
  const weights = list('weights')?.floats ?? []
  const found = new Map<string, number>()
  weights.forEach((weight, at) => {
    if ((ids?.[at] ?? 0) !== answer) return
    const key = `${trees?.[at]}/${nodes?.[at]}`
    found.set(key, (found.get(key) ?? 0) + weight)
  })
  return found
}

interface Growing {
  readonly lists: ReadonlyMap<string, ListedNode>
  readonly leaves: ReadonlyMap<string, number>
  readonly features: readonly OnnxFeature[]
}

/** The root first and every node before its branches, as formulas have them. */
function growTree(tree: string, growing: Growing): ScorerNode[] {
  const grown: ScorerNode[] = []
  const grow = (place: number): number => {
    const node = growing.lists.get(`${tree}/${place}`)
    if (node === undefined) throw new RangeError(`Tree ${tree} has no node ${place}.`)
    if (grown.length > growing.lists.size) throw new RangeError(`Tree ${tree} leads back to itself.`)
    const at = grown.push({ kind: 'leaf', value: growing.leaves.get(`${tree}/${place}`) ?? 0 }) - 1
    if (node.mode === 'LEAF') return at
    const { yes, no } = node
    const question = questionOf(node, growing.features)
    const [first, second] = question.yesIsLeft ? [yes, no] : [no, yes]
    const left = grow(first)
    grown[at] = { ...question.node, left, right: grow(second) }
    return at
  }
  grow(0)
  return grown
}

/** `x ≤ t` goes left; of `<` the threshold is the number before, and `>` and `≥` are the other way round. */
function questionOf(node: ListedNode, features: readonly OnnxFeature[]) {
  const feature = features[node.feature]
  if (feature === undefined)
    throw new RangeError(`It asks for input ${node.feature + 1} of ${features.length}.`)
  const { input, fill, centre, scale } = feature
  if (scale <= 0) throw new RangeError('It scales by a number below 0.')
  const isStrict = node.mode === 'BRANCH_LT' || node.mode === 'BRANCH_GTE'
  const yesIsLeft = node.mode === 'BRANCH_LEQ' || node.mode === 'BRANCH_LT'
  if (!yesIsLeft && node.mode !== 'BRANCH_GT' && node.mode !== 'BRANCH_GTE')
    throw new RangeError(`It asks by ${node.mode}, which is not read.`)
  const at = centre + node.value * scale
  const threshold = isStrict ? before(at) : at
  const missingGoesLeft = fill === undefined ? node.missingIsYes === yesIsLeft : fill <= threshold
  const missing = missingGoesLeft ? ('left' as const) : ('right' as const)
  return { yesIsLeft, node: { kind: 'threshold' as const, input, threshold, missing } }
}

/** The greatest number below. */
function before(value: number): number {
  if (value === 0) return -Number.MIN_VALUE
  const bits = new BigInt64Array(new Float64Array([value]).buffer)
  bits[0] = (bits[0] ?? 0n) + (value > 0 ? -1n : 1n)
  return new Float64Array(bits.buffer)[0] ?? value
}
