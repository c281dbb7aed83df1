import { type ConcentrationPoint, concentration, customersFor, rankCorrelation } from '@kindred/learning'
import type { Valuation } from '../records/definitions.ts'

/** One way to value customers, with the value of each; NaN is unknown. */
export interface ValuedCustomers {
  readonly id: string
  readonly name: string
  readonly by: Valuation['by']
  readonly tells?: Valuation['tells']
  readonly isMoney: boolean
  readonly values: Float64Array
  /** The class of each, and the words; absent where it is not cut into classes. */
  readonly classes?: { readonly codes: Int32Array; readonly words: readonly string[] }
}

export interface ComparedValue extends Omit<ValuedCustomers, 'values' | 'classes'> {
  /** Of whom the value is known. */
  readonly customers: number
  readonly total: number
  readonly mean: number
  /** 0: all bring the same; null without a total above 0, and so with the shares below. */
  readonly gini: number | null
  /** The smallest share of customers that brings 80 % of the total. */
  readonly customersForEighty: number | null
  /** The share of the total that the best fifth brings. */
  readonly shareOfBestFifth: number | null
  /** From nobody to everybody, the best first. */
  readonly curve: readonly ConcentrationPoint[]
  readonly classes: readonly ValueClass[]
}

export interface ValueClass {
  readonly class: string
  /** Of whom the value is known. */
  readonly customers: number
  readonly value: number
  /** Null without a total above 0. */
  readonly shareOfValue: number | null
}

/** Two ways side by side, over the customers whom both value. */
export interface ComparedPair {
  readonly a: string
  readonly b: string
  readonly customers: number
  /** Spearman's. */
  readonly rankCorrelation: number
  /** Of the best fifth by each, those who are in both; equal values stand together, so that a fifth may be more. */
  readonly sharedBest: number
}

const STEPS = 50
const FIFTH = 0.2

/**
 * One way to value customers in figures: how concentrated it is, and what each class holds.
 *
 * @example
 * const { customersForEighty } = describeValue({ id: 'spend', name: 'Spend', by: 'amount', isMoney: true,
 *   values: Float64Array.of(1, 1, 2, 6) })
 * customersForEighty // 0.5
 */
export function describeValue({ values, classes, ...about }: ValuedCustomers): ComparedValue {
  const known = values.filter(value => !Number.isNaN(value))
  if (known.length === 0)
    return { ...about, ...nobody, classes: (classes?.words ?? []).map(word => emptyClass(word)) }
  const { total, gini, curve } = concentration(known, { steps: STEPS })
  return {
    ...about,
    ...{ customers: known.length, total, mean: total / known.length, gini, curve },
    customersForEighty: customersFor(known, 0.8),
    shareOfBestFifth: total > 0 ? (curve[STEPS * FIFTH]?.value ?? null) : null,
    classes: classes === undefined ? [] : classesOf(values, classes, total),
  }
}

const nobody = {
  ...{ customers: 0, total: 0, mean: 0, curve: [] },
  ...{ gini: null, customersForEighty: null, shareOfBestFifth: null },
}

function emptyClass(word: string): ValueClass {
  return { class: word, customers: 0, value: 0, shareOfValue: null }
}

function classesOf(
  values: Float64Array,
  { codes, words }: NonNullable<ValuedCustomers['classes']>,
  total: number,
): ValueClass[] {
  return words.map((word, code) => {
    let [customers, value] = [0, 0]
    codes.forEach((each, row) => {
      const own = values[row] ?? Number.NaN
      if (each !== code || Number.isNaN(own)) return
      customers += 1
      value += own
    })
    return { class: word, customers, value, shareOfValue: total > 0 ? value / total : null }
  })
}

/** How far two ways agree. Undefined where they value fewer than two customers together. */
export function compareTwo(a: ValuedCustomers, b: ValuedCustomers): ComparedPair | undefined {
  const rows = Int32Array.from(a.values.keys()).filter(
    row => !Number.isNaN(a.values[row]) && !Number.isNaN(b.values[row]),
  )
  if (rows.length < 2) return undefined
  const [target, scores] = [a, b].map(({ values }) => Float64Array.from(rows, row => values[row] ?? 0))
  if (target === undefined || scores === undefined) return undefined
  const weights = new Float64Array(rows.length).fill(1)
  return {
    ...{ a: a.id, b: b.id, customers: rows.length },
    rankCorrelation: rankCorrelation({ target, scores, weights }),
    sharedBest: sharedOf(bestFifth(target), bestFifth(scores)),
  }
}

/**
 * 1 for the best fifth by value, rounded up; who has the value of the last of them is in, too.
 *
 * @example
 * bestFifth(Float64Array.of(5, 9, 9, 1, Number.NaN)) // Uint8Array [0, 1, 1, 0, 0]
 */
export function bestFifth(values: Float64Array): Uint8Array {
  const sorted = values.filter(value => !Number.isNaN(value)).sort()
  const least = sorted[sorted.length - Math.ceil(sorted.length * FIFTH)]
  return Uint8Array.from(values, value => (least !== undefined && value >= least ? 1 : 0))
}

/** Twice those in both, of those in either counted once each (Dice). */
function sharedOf(a: Uint8Array, b: Uint8Array): number {
  let [both, all] = [0, 0]
  a.forEach((inA, row) => {
    const inB = b[row] ?? 0
    both += inA & inB
    all += inA + inB
  })
  return all === 0 ? 0 : (2 * both) / all
}
