import type { Scorer, ScorerNode } from '@kindred/language'
import { attendanceOutlook, type FittedAttendance, type FittedRetention } from '@kindred/learning'
import { MOST_OCCASIONS } from '../../catalog/lifetime-texts.ts'
import type { InputPlaces } from '../methods/learned-model.ts'
import type { FittedDiscreteLifetime } from './fitted-discrete-lifetime.ts'

/** Renewals after which the chance to renew hardly moves. */
const MOST_RENEWALS = 120

/** What is told of somebody under contract who has renewed so often: that she still is after the horizon. */
export function renewalChance({ parameters }: FittedRetention, renewals: number, horizon: number): number {
  const { alpha, beta } = parameters
  let chance = 1
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const so = Math.min(renewals, MOST_RENEWALS) + ahead
    chance *= (beta + so) / (alpha + beta + so)
  }
  return chance
}

/** What is told of somebody by her occasions. */
export function attendanceScore(
  { gives, horizon, discount }: FittedDiscreteLifetime,
  { parameters }: FittedAttendance,
  history: { readonly frequency: number; readonly recency: number; readonly occasions: number },
): number {
  return attendanceOutlook(parameters, history, { occasions: horizon, discount })[gives]
}

/**
 * The formula of a lifetime model in periods: one tree that asks for whole periods, with what is told in its leaves. So it
 * is the same to the last bit wherever it is read.
 */
export function discreteScorer(fitted: FittedDiscreteLifetime, places: InputPlaces): Scorer {
  const { lifetime } = fitted
  const tree = new PeriodTree(fitted.period)
  const [age, gap] = [places('lifetime_age'), places('lifetime_gap')]
  if (lifetime.kind === 'shifted_beta_geometric')
    tree.missing(
      gap,
      () => tree.known(age, MOST_RENEWALS, over => tree.leaf(renewalChance(lifetime, over, fitted.horizon))),
      () => tree.leaf(0),
    )
  else attendanceTree(fitted, lifetime, tree, places)
  return { kind: 'trees', base: 0, trees: [tree.nodes], factor: 1 / SMALL, links: [] }
}

function attendanceTree(
  fitted: FittedDiscreteLifetime,
  lifetime: FittedAttendance,
  tree: PeriodTree,
  places: InputPlaces,
): void {
  const [gap, active] = [places('lifetime_gap'), places('lifetime_active')]
  const told = (frequency: number, recency: number, occasions: number): void =>
    tree.leaf(attendanceScore(fitted, lifetime, { frequency, recency, occasions }))
  tree.known(places('lifetime_age'), MOST_OCCASIONS + 1, occasions => {
    if (occasions > MOST_OCCASIONS) {
      tree.unknown()
      return
    }
    const first = occasions < MOST_OCCASIONS ? 1 : 0
    tree.whole(active, occasions + first, counted => {
      const frequency = Math.max(0, counted - first)
      // Not all her occasions can be later than the last of them.
      if (frequency === 0) told(0, 0, occasions)
      else tree.periods(gap, occasions - frequency, since => told(frequency, occasions - since, occasions))
    })
  })
}

/** Leaves are kept so much smaller, a power of two: what is unknown is one that the factor takes beyond all numbers. */
const SMALL = 2 ** -600
const UNKNOWN = 2 ** 1000

/** Grows one tree, every node before its branches. */
class PeriodTree {
  readonly nodes: ScorerNode[] = []
  readonly #period: number

  constructor(period: number) {
    this.#period = period
  }

  leaf(value: number): void {
    this.nodes.push({ kind: 'leaf', value: value * SMALL })
  }

  unknown(): void {
    this.nodes.push({ kind: 'leaf', value: UNKNOWN })
  }

  missing(input: number, isMissing: () => void, isKnown: () => void): void {
    this.#branch((left, right) => ({ kind: 'missing', input, left, right }), isMissing, isKnown)
  }

  /** By whole periods, unknown where the input is. */
  known(input: number, most: number, of: (periods: number) => void): void {
    this.missing(
      input,
      () => this.unknown(),
      () => this.periods(input, most, of),
    )
  }

  /** By whole periods that are over, from 0 to the most. */
  periods(input: number, most: number, of: (periods: number) => void): void {
    this.#steps(input, { from: 0, to: most, bound: at => below(at * this.#period), of })
  }

  /** By a whole number from 0 to the most. */
  whole(input: number, most: number, of: (count: number) => void): void {
    this.#steps(input, { from: 0, to: most, bound: at => at - 0.5, of })
  }

  /** In halves, so that it is no deeper than it has to be. */
  #steps(input: number, steps: Steps): void {
    const { from, to, bound, of } = steps
    if (from === to) {
      of(from)
      return
    }
    const middle = Math.floor((from + to + 1) / 2)
    this.#branch(
      (left, right) => ({
        kind: 'threshold',
        input,
        threshold: bound(middle),
        missing: 'right',
        left,
        right,
      }),
      () => this.#steps(input, { ...steps, to: middle - 1 }),
      () => this.#steps(input, { ...steps, from: middle }),
    )
  }

  #branch(node: (left: number, right: number) => ScorerNode, left: () => void, right: () => void): void {
    const at = this.nodes.length
    this.nodes.push({ kind: 'leaf', value: 0 })
    left()
    const after = this.nodes.length
    right()
    this.nodes[at] = node(at + 1, after)
  }
}

interface Steps {
  readonly from: number
  readonly to: number
  /** What those below a step are at most. */
  readonly bound: (at: number) => number
  readonly of: (step: number) => void
}

/** The number next below: a tree asks for at most, and a period is over when all of it is. */
function below(value: number): number {
  return value * (1 - 2 ** -53)
}
