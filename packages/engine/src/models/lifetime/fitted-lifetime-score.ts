import type { FittedGammaGamma, FittedLifetime } from '@kindred/learning'

/** A lifetime model with what is asked of it: plain JSON, as the catalog keeps it. */
export interface FittedLifetimeScore {
  readonly kind: 'lifetime_score'
  readonly version: 1
  readonly lifetime: FittedLifetime
  readonly gives: 'alive' | 'purchases' | 'value'
  /** In days. */
  readonly horizon: number
  /** For one day. */
  readonly discount: number
  readonly margin: number
  /** What a purchase is worth; there is one where the score is a value. */
  readonly spending?: FittedGammaGamma
}
