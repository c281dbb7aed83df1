import { LearningError } from '../errors.ts'
import { makeFolds } from '../evaluation/folds.ts'
import { selectTable } from '../matrix/select-table.ts'
import { type Random, seeded } from '../numeric/random.ts'
import { requireOption } from '../numeric/require-option.ts'
import { sampleRows } from '../numeric/sample-rows.ts'
import { crossValidate } from './cross-validate.ts'
import type { FitRequest, Method, Range, Settings } from './method.ts'

export interface TuneOptions {
  readonly methods: readonly Method[]
  /** Of every row, whose it is: all rows of one are in one fold. */
  readonly groups?: ArrayLike<number>
  /** Settings that are drawn of every method, beside the usual ones. Default 8. */
  readonly draws?: number
  /** Default 5. */
  readonly folds?: number
  /** Seconds that it may take; a fit that has begun is ended. Default 60. */
  readonly budget?: number
  /** Seconds since anything. */
  readonly clock: () => number
}

/** A method with settings, and how it did in the last round that it was in. */
export interface Candidate {
  readonly method: string
  readonly settings: Settings
  /** Rows that it was compared on. */
  readonly rows: number
  readonly loss: number
  readonly error: number
}

export interface Tuned {
  /** The best of all that were compared on all rows; best first. */
  readonly finalists: readonly Candidate[]
  /** All others, in the order in which they went out. */
  readonly dropped: readonly Candidate[]
  /** Methods that refused, and why. */
  readonly refused: Readonly<Record<string, string>>
  /** Whether the time was over before all was compared. */
  readonly isCutShort: boolean
}

/** The share that goes on to the next round, which has as many times as many rows. */
const KEPT = 3
/** No round has fewer rows, where there are as many. */
const LEAST_ROWS = 1000

/**
 * Looks for the method and settings that foretell best: many are tried on few rows, the best third on three times as
 * many, until all rows are used (random search with successive halving). All of a round are compared on the same folds.
 *
 * @throws LearningError `bad_option`, `too_few_groups`, `cancelled`
 *
 * Source: Bergstra and Bengio (2012), Random search; Jamieson and Talwalkar (2016), successive halving.
 * Cost: about as much per round; what `budget` says at most, and one fit.
 *
 * @example
 * const ages = { columns: [{ name: 'age', kind: 'number', values: Float64Array.of(1, 2, 3, 4, 5, 6) }] }
 * const request = { table: ages, target: [1, 2, 3, 4, 5, 6], task: 'number', seed: 1 }
 * const options = { methods: methods.filter(({ id }) => id === 'ridge'), folds: 3, draws: 2, clock: () => 0 }
 * tune(request, options).finalists[0].method // 'ridge'
 */
export function tune(request: FitRequest, options: TuneOptions): Tuned {
  const { draws = 8, folds = 5, budget = 60, clock } = options
  requireOption('draws', draws, { least: 0, most: 1000, whole: true })
  requireOption('budget', budget, { above: 0 })
  const random = seeded(request.seed)
  const end = clock() + budget
  const search: Search = {
    request,
    groups: options.groups,
    folds,
    isOver: () => clock() > end,
    refused: new Map(),
  }
  let left = options.methods
    .filter(({ tasks }) => tasks.includes(request.task))
    .flatMap(method => settingsOf(method, draws, random).map(settings => ({ method, settings })))
  const dropped: Candidate[] = []
  const rounds = roundsOf(request.target.length, left.length)
  for (const [at, rows] of rounds.entries()) {
    const { ranked, isCutShort } = judgeRound(search, left, sampleRows(request.target.length, rows, random))
    const isLast = isCutShort || at === rounds.length - 1
    const kept = isLast ? ranked.length : Math.max(1, Math.ceil(ranked.length / KEPT))
    dropped.push(
      ...ranked
        .slice(kept)
        .map(({ candidate }) => candidate)
        .reverse(),
    )
    left = ranked.slice(0, kept).map(({ plan }) => plan)
    if (!isLast) continue
    const finalists = ranked.map(({ candidate }) => candidate)
    return { finalists, dropped, refused: Object.fromEntries(search.refused), isCutShort }
  }
  throw new RangeError('A search has at least one round.')
}

interface Plan {
  readonly method: Method
  readonly settings: Settings
}

interface Search {
  readonly request: FitRequest
  readonly groups: ArrayLike<number> | undefined
  readonly folds: number
  readonly isOver: () => boolean
  readonly refused: Map<string, string>
}

interface Ranked {
  readonly plan: Plan
  readonly candidate: Candidate
}

/** The usual settings, and some that are drawn. */
function settingsOf({ space }: Method, draws: number, random: Random): Settings[] {
  const names = Object.entries(space)
  const drawn = Array.from({ length: names.length > 0 ? draws : 0 }, () =>
    Object.fromEntries(names.map(([name, range]) => [name, drawFrom(range, random)])),
  )
  return [{}, ...drawn]
}

function drawFrom({ from, to, byFactor = false, whole = false }: Range, random: Random): number {
  const share = random.uniform()
  const drawn = byFactor ? from * (to / from) ** share : from + (to - from) * share
  return whole ? Math.round(drawn) : drawn
}

/** Rows of every round: all in the last, a third as many in each before it, as long as there is a choice to be made. */
function roundsOf(rows: number, plans: number): number[] {
  const rounds = [rows]
  for (let left = plans; left > KEPT && rounds[0]! / KEPT >= LEAST_ROWS; left /= KEPT)
    rounds.unshift(Math.ceil(rounds[0]! / KEPT))
  return rounds
}

function judgeRound(
  search: Search,
  plans: readonly Plan[],
  rows: Int32Array,
): { readonly ranked: readonly Ranked[]; readonly isCutShort: boolean } {
  const request = partOf(search.request, rows)
  const groups = search.groups && pick(search.groups, rows)
  const random = seeded(request.seed)
  const folds = makeFolds(request.target, { folds: search.folds, random, ...(groups && { groups }) })
  const ranked: Ranked[] = []
  let isCutShort = false
  for (const plan of plans) {
    if (search.refused.has(plan.method.id)) continue
    isCutShort = ranked.length > 0 && search.isOver()
    if (isCutShort) break
    const candidate = judgeOne(search, plan, () =>
      crossValidate(plan.method, { ...request, settings: plan.settings }, folds),
    )
    if (candidate !== undefined) ranked.push({ plan, candidate: { ...candidate, rows: rows.length } })
  }
  ranked.sort((a, b) => a.candidate.loss - b.candidate.loss)
  return { ranked, isCutShort }
}

/** A method that refuses the rows is out; if it is the only one, that is the answer. */
function judgeOne(
  { refused }: Search,
  { method, settings }: Plan,
  run: () => { readonly loss: number; readonly error: number },
): Omit<Candidate, 'rows'> | undefined {
  try {
    const { loss, error } = run()
    return { method: method.id, settings, loss, error }
  } catch (error) {
    if (!(error instanceof LearningError) || error.code === 'cancelled') throw error
    refused.set(method.id, error.message)
    return undefined
  }
}

function partOf(request: FitRequest, rows: Int32Array): FitRequest {
  if (rows.length === request.target.length) return request
  const { table, target, weights } = request
  const own = weights && { weights: pick(weights, rows) }
  return { ...request, table: selectTable(table, rows), target: pick(target, rows), ...own }
}

function pick(values: ArrayLike<number>, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, row => values[row]!)
}
