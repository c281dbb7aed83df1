/** How far a group is from everybody else in one thing, −1 … 1, with where it lies in 19 of 20 samples. */
export interface Effect {
  readonly effect: number
  readonly interval: readonly [number, number]
}

/** The quantile of the normal distribution that leaves 2.5 % above it. */
export const Z_95 = 1.959963984540054
