import { LearningError } from '../errors.ts'
import type { Random } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'

/** Rows to learn from, and rows to judge what was learned; both ascending. */
export interface Fold {
  readonly train: Int32Array
  readonly test: Int32Array
}

export interface FoldOptions {
  readonly folds: number
  readonly random: Random
  /** Of every row, whose it is: all rows of one are in one fold, so that nobody is learned from and judged. */
  readonly groups?: ArrayLike<number>
}

/**
 * Deals rows out to folds: each is judged once, and about as much comes true in every one (stratified).
 *
 * @param target - Numbers; groups are dealt out in the order of their sums.
 * @param options - `folds` from 2.
 * @throws LearningError `bad_option`, `wrong_length`; `too_few_groups` if there are fewer rows or groups than folds
 *
 * Cost: a sort.
 *
 * @example
 * makeFolds([0, 0, 1, 1], { folds: 2, random: seeded(1) }).map(({ test }) => test.length) // [2, 2]
 */
export function makeFolds(
  target: ArrayLike<number>,
  { folds, random, groups }: FoldOptions,
): readonly Fold[] {
  requireOption('folds', folds, { least: 2, most: 1000, whole: true })
  const placeOf = placesOf(groups, target.length)
  const sums: number[] = []
  placeOf.forEach((place, row) => {
    sums[place] = (sums[place] ?? 0) + target[row]!
  })
  if (sums.length < folds)
    throw new LearningError('too_few_groups', {
      what: groups === undefined ? 'rows' : 'customers',
      given: sums.length,
      wanted: folds,
    })
  const dealt = deal(sums, folds, random)
  return Array.from({ length: folds }, (_, fold) => splitBy(placeOf, place => dealt[place] === fold))
}

/** Of every row the place of its group among all groups; without groups each is one. */
function placesOf(groups: ArrayLike<number> | undefined, rows: number): Int32Array {
  if (groups === undefined) return Int32Array.from({ length: rows }, (_, row) => row)
  if (groups.length !== rows)
    throw new LearningError('wrong_length', {
      what: 'The list of groups',
      given: groups.length,
      wanted: rows,
    })
  const places = new Map<number, number>()
  return Int32Array.from(groups, group => {
    if (!places.has(group)) places.set(group, places.size)
    return places.get(group)!
  })
}

/** The fold of each: neighbours in the order of sums go to different folds; which ones, is chance. */
function deal(sums: readonly number[], folds: number, random: Random): Int32Array {
  const chance = sums.map(() => random.bits())
  const order = [...sums.keys()].sort((a, b) => sums[a]! - sums[b]! || chance[a]! - chance[b]! || a - b)
  const dealt = new Int32Array(sums.length)
  order.forEach((place, at) => {
    dealt[place] = at % folds
  })
  return dealt
}

function splitBy(places: Int32Array, isTest: (place: number) => boolean): Fold {
  const rows = Int32Array.from(places.keys())
  return {
    train: rows.filter(row => !isTest(places[row]!)),
    test: rows.filter(row => isTest(places[row]!)),
  }
}

export interface ForwardOptions {
  readonly folds: number
  /** What is foretold of an instant is known only so much later: nothing is learned that was not known. Default 0. */
  readonly gap?: number
}

/**
 * Folds that go forward in time: each of the last instants is judged by what was learned from all that were over before
 * it (a rolling origin).
 *
 * @param instants - Of every row, in any unit.
 * @throws LearningError `bad_option`; `too_few_groups` if there are not as many instants with something before them
 *
 * Cost: rows × folds.
 *
 * @example
 * forwardFolds([1, 2, 3], { folds: 2 }).map(({ train }) => train.length) // [1, 2]
 */
export function forwardFolds(
  instants: ArrayLike<number>,
  { folds, gap = 0 }: ForwardOptions,
): readonly Fold[] {
  requireOption('folds', folds, { least: 1, most: 1000, whole: true })
  requireOption('gap', gap, { least: 0 })
  const given = Float64Array.from(instants)
  const distinct = [...new Set(given)].sort((a, b) => a - b)
  const judged = distinct
    .filter(instant => distinct[0]! <= instant - gap && distinct[0]! < instant)
    .slice(-folds)
  if (judged.length < folds)
    throw new LearningError('too_few_groups', { what: 'instants', given: judged.length, wanted: folds })
  const rows = Int32Array.from(given.keys())
  return judged.map(instant => ({
    train: rows.filter(row => given[row]! <= instant - gap && given[row]! < instant),
    test: rows.filter(row => given[row] === instant),
  }))
}
