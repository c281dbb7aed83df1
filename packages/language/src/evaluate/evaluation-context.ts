import type { Cutoffs } from '../ast/checked.ts'

/** What an evaluation knows beside the subject and the instant. */
export interface EvaluationContext {
  /** IANA zone of calendar windows, dates and ages. */
  readonly timezone: string
  /** ISO weekday on which a week starts: 1 Monday … 7 Sunday. */
  readonly weekStart: number
  /** Where the last refresh cut the population; needed only by what reads tiers or RFM. */
  readonly cutoffs?: Cutoffs
}
