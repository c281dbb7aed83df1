/** A stretch of time as it was written; `resolveWindow` turns it into instants. */
export type Window =
  | { readonly kind: 'ever' }
  /** `90d` is from 90 days ago to 0; `60d to 30d ago` is from 60 days to 30. Durations in milliseconds, `from` > `to`. */
  | { readonly kind: 'rolling'; readonly from: Duration; readonly to: Duration }
  | { readonly kind: 'day'; readonly of: 'today' | 'yesterday' }
  | { readonly kind: 'this'; readonly unit: CalendarUnit }
  /** `last month` has count 1; `last 3 months` the three whole ones before this. */
  | { readonly kind: 'last'; readonly unit: CalendarUnit; readonly count: number }
  /** `date` in days since 1970-01-01. */
  | { readonly kind: 'since'; readonly date: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number }

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year'

/** A duration keeps the unit it was written in: `24h` stays `24h`, not `1d`. */
export interface Duration {
  readonly amount: number
  readonly unit: 's' | 'm' | 'h' | 'd' | 'w'
}

/** For a date or instant compared with the evaluation's own: `in next 30d`, `in last 30d`, or a calendar window. */
export type TriggerWindow =
  | { readonly kind: 'next'; readonly duration: Duration }
  | { readonly kind: 'past'; readonly duration: Duration }
  | Exclude<Window, { kind: 'ever' } | { kind: 'rolling' }>
