const DAY = 86_400_000

/** When rows are taken. */
export interface TrainingInstants {
  /** Oldest first. */
  readonly learn: readonly number[]
  readonly judge: number
  /** How many were asked for that history does not reach back to. */
  readonly missing: number
}

export interface InstantsQuestion {
  /** Instants of the first and the last event. */
  readonly first: number
  readonly last: number
  readonly ahead: number
  readonly count: number
  readonly every: number
}

/**
 * The instants that rows are taken of. What is judged by is the last one of which it is known what came; what is learned
 * from was over by then, so that a model is judged as it would have been made on that day.
 *
 * @returns `undefined` where history is too short for one of each, with a day before the first.
 *
 * @example
 * trainingInstants({ first: 0, last: 40 * DAY, ahead: 10 * DAY, count: 2, every: 5 * DAY })
 * // { learn: [15 * DAY, 20 * DAY], judge: 30 * DAY, missing: 0 }
 */
export function trainingInstants({
  first,
  last,
  ahead,
  count,
  every,
}: InstantsQuestion): TrainingInstants | undefined {
  const judge = last - ahead
  const wanted = Array.from({ length: count }, (_, back) => judge - ahead - back * every)
  const learn = wanted.filter(at => at >= first + DAY).reverse()
  return learn.length === 0 ? undefined : { learn, judge, missing: count - learn.length }
}

/** What history has to reach back, for one instant to learn from and one to judge by. */
export function leastHistory(ahead: number): number {
  return 2 * ahead + DAY
}
