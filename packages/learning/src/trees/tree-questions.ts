import type { ReadRows } from './read-rows.ts'
import type { ValueTree } from './value-tree.ts'

/** Writes numbers of the rows from one on, as many as there is room for. */
type WriteNumbers = (target: Float64Array, from: number) => void

/** Numbers that questions are put to: they become codes, how many of the thresholds they are above. */
export interface AskedColumn {
  readonly write: WriteNumbers
  /** The code of a missing number: beneath all thresholds, or above. */
  readonly missing: number
  /** Ascending, each once. */
  readonly thresholds: readonly number[]
}

/** What eight leaves of a tree are asked: where the answer is above, the bits of `lefts` are out. */
interface Question {
  /** Place of the column. */
  readonly column: number
  /** Place of the threshold. */
  readonly above: number
  /** A bit for each of the eight that is to the left of it. */
  readonly lefts: number
}

/** A question of a tree, and the leaves to its left: `first` … `end`, the end out. */
interface TreeQuestion {
  readonly column: ColumnInMaking
  readonly threshold: number
  readonly first: number
  readonly end: number
}

interface ColumnInMaking {
  readonly write: WriteNumbers
  readonly missing: number
  readonly thresholds: Set<number>
}

/** Codes are bytes, and the last is that of missing numbers. */
const MOST_THRESHOLDS = 254
const ABOVE_ALL = 255

/** Questions to words are questions to a column of their own: 0 goes left, 1 right. */
const BETWEEN = 0.5

/** All questions of some trees as comparisons of codes: see assembly/score-trees.ts. */
export class TreeQuestions {
  readonly columns: readonly AskedColumn[]
  /** Tree by tree, eight leaves by eight. */
  readonly trees: readonly (readonly (readonly Question[])[])[]
  readonly #read: ReadRows
  readonly #columns: ColumnInMaking[] = []
  readonly #numbers = new Map<string, ColumnInMaking>()

  constructor(trees: readonly ValueTree[], read: ReadRows) {
    this.#read = read
    const asked = trees.map(tree => this.#questionsOf(tree))
    this.columns = this.#columns.map(({ thresholds, ...column }) => ({
      ...column,
      thresholds: [...thresholds].sort((a, b) => a - b),
    }))
    const places = this.#columns.map((column, at) => [column, placesIn(this.columns[at]!, at)] as const)
    const placeOf = new Map(places)
    this.trees = trees.map(({ values }, tree) =>
      Array.from({ length: Math.ceil(values.length / 8) }, (_, eight) =>
        asked[tree]!.flatMap(question => {
          const lefts = bitsOf(question, 8 * eight)
          const { column, above } = placeOf.get(question.column)!
          return lefts === 0 ? [] : [{ column, above: above.get(question.threshold)!, lefts }]
        }),
      ),
    )
  }

  /** Whether the thresholds of every column can be told apart by a byte. */
  get areFew(): boolean {
    return this.columns.every(({ thresholds }) => thresholds.length <= MOST_THRESHOLDS)
  }

  #questionsOf(tree: ValueTree): TreeQuestion[] {
    const before = leavesBefore(tree)
    return tree.asks.flatMap((asked, node) => {
      if (asked < 0) return []
      const isWord = this.#read.places[asked] !== undefined
      const column = isWord
        ? this.#wordColumn(tree, node)
        : this.#numberColumn(asked, tree.missing[node] === 1)
      // −0 is 0.
      const threshold = isWord ? BETWEEN : tree.thresholds[node]! + 0
      column.thresholds.add(threshold)
      return [{ column, threshold, first: before[node]!, end: before[tree.rights[node]!]! }]
    })
  }

  /** A column may be asked in two ways: missing numbers are beneath all thresholds, or above all. */
  #numberColumn(asked: number, missingLeft: boolean): ColumnInMaking {
    const key = `${asked} ${missingLeft}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const values = this.#read.columns[asked]!
    const column = this.#add(missingLeft ? 0 : ABOVE_ALL, (target, from) =>
      target.set(values.subarray(from, from + target.length)),
    )
    this.#numbers.set(key, column)
    return column
  }

  #wordColumn({ asks, thresholds, sets }: ValueTree, node: number): ColumnInMaking {
    const asked = asks[node]!
    const known = this.#read.places[asked]!
    const codes = this.#read.columns[asked]!
    const goesRight = new Float64Array(known.size + 1).fill(1)
    for (const word of sets[thresholds[node]!]!) goesRight[known.get(word)!] = 0
    return this.#add(0, (target, from) => {
      for (let row = 0; row < target.length; row += 1) target[row] = goesRight[codes[from + row]!]!
    })
  }

  #add(missing: number, write: WriteNumbers): ColumnInMaking {
    const column = { write, missing, thresholds: new Set<number>() }
    this.#columns.push(column)
    return column
  }
}

function placesIn({ thresholds }: AskedColumn, column: number) {
  return { column, above: new Map(thresholds.map((threshold, place) => [threshold, place])) }
}

/** Of the eight leaves from one on a bit for each to the left of a question. */
function bitsOf({ first, end }: TreeQuestion, from: number): number {
  const [low, high] = [Math.max(first - from, 0), Math.min(end - from, 8)]
  return low < high ? (1 << high) - (1 << low) : 0
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
