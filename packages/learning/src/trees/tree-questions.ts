import type { ReadRows } from './read-rows.ts'
import type { ValueTree } from './value-tree.ts'

/** Writes numbers of the rows from one on, as many as there is room for. */
type ColumnOfQuestions = (target: Float64Array, from: number) => void

interface Question {
  readonly column: number
  readonly threshold: number
  /** A bit for every leaf to the left of it. */
  readonly lefts: bigint
}

/** Questions to words are questions to a column of their own: 0 goes left, 1 right. */
const BETWEEN = 0.5

/** All questions of some trees as comparisons of numbers: see assembly/score-trees.ts. */
export class TreeQuestions {
  readonly columns: ColumnOfQuestions[] = []
  readonly count: number
  readonly #read: ReadRows
  readonly #places = new Map<number, number>()
  readonly #trees: readonly {
    readonly left: Question[]
    readonly right: Question[]
    readonly leaves: number
  }[]

  constructor(trees: readonly ValueTree[], read: ReadRows) {
    this.#read = read
    this.#trees = trees.map(tree => this.#questionsOf(tree))
    this.count = this.#trees.reduce((sum, { left, right }) => sum + left.length + right.length, 0)
  }

  /** Questions of a tree, by where they send missing numbers. */
  #questionsOf(tree: ValueTree) {
    const [left, right]: [Question[], Question[]] = [[], []]
    const before = leavesBefore(tree)
    tree.asks.forEach((asked, node) => {
      if (asked < 0) return
      const [first, end] = [before[node]!, before[tree.rights[node]!]!]
      const lefts = ((1n << BigInt(end - first)) - 1n) << BigInt(first)
      const isWord = this.#read.places[asked] !== undefined
      const column = isWord ? this.#wordColumn(tree, node) : this.#numberColumn(asked)
      const threshold = isWord ? BETWEEN : tree.thresholds[node]!
      const list = isWord || tree.missing[node] === 1 ? left : right
      list.push({ column, threshold, lefts })
    })
    return { left, right, leaves: tree.values.length }
  }

  #numberColumn(asked: number): number {
    const known = this.#places.get(asked)
    if (known !== undefined) return known
    const values = this.#read.columns[asked]!
    const place = this.#add((target, from) => target.set(values.subarray(from, from + target.length)))
    this.#places.set(asked, place)
    return place
  }

  #wordColumn({ asks, thresholds, sets }: ValueTree, node: number): number {
    const asked = asks[node]!
    const known = this.#read.places[asked]!
    const codes = this.#read.columns[asked]!
    const goesRight = new Float64Array(known.size + 1).fill(1)
    for (const word of sets[thresholds[node]!]!) goesRight[known.get(word)!] = 0
    return this.#add((target, from) => {
      for (let row = 0; row < target.length; row += 1) target[row] = goesRight[codes[from + row]!]!
    })
  }

  #add(column: ColumnOfQuestions): number {
    this.columns.push(column)
    return this.columns.length - 1
  }

  /** @param stride - Bytes of a column. */
  write(questions: Float64Array, trees: Int32Array, stride: number): void {
    const words = new Int32Array(questions.buffer, questions.byteOffset, 2 * questions.length)
    const bits = new BigUint64Array(questions.buffer, questions.byteOffset, questions.length)
    let count = 0
    let leaves = 0
    const put = ({ column, threshold, lefts }: Question): void => {
      words[6 * count] = column * stride
      questions[3 * count + 1] = threshold
      bits[3 * count + 2] = lefts
      count += 1
    }
    this.#trees.forEach((tree, at) => {
      trees.set([count, count + tree.left.length, leaves], 3 * at)
      tree.left.forEach(put)
      tree.right.forEach(put)
      leaves += tree.leaves
    })
    trees[3 * this.#trees.length] = count
  }
}

/** Of every node how many leaves stand before it. */
function leavesBefore({ asks }: ValueTree): Int32Array {
  let count = 0
  return Int32Array.from(asks, asked => {
    const before = count
    if (asked < 0) count += 1
    return before
  })
}
