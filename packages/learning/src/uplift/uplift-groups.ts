import { LearningError } from '../errors.ts'
import { requireOption } from '../numeric/require-option.ts'

/** What a customer is for one treatment. */
export type UpliftGroup = 'persuadable' | 'sure_thing' | 'lost_cause' | 'do_not_disturb'

export interface GroupLimits {
  /** An effect of at least this is worth it: what a treatment costs over what the answer brings. Default 0.01. */
  readonly worth?: number
  /** An effect of at most this disturbs. Default −`worth`. */
  readonly disturbs?: number
  /** Who answers with at least this chance if left alone is sure. Default: the mean of those chances. */
  readonly sure?: number
}

/**
 * The four groups of a treatment: those it persuades, those who would do it anyway, those who will not either way, and
 * those it drives away.
 *
 * @param control - Of every row the chance if it is left alone.
 * @param effects - Of every row what the treatment adds to it.
 * @throws LearningError `no_rows`, `wrong_length`, `bad_score`, `bad_option`
 *
 * Source: Radcliffe and Surry (2011), Real-world uplift modelling with significance-based uplift trees.
 *
 * @example
 * upliftGroups([0.1, 0.9, 0.1, 0.5], [0.2, 0, 0, -0.1]) // ['persuadable', 'sure_thing', 'lost_cause', 'do_not_disturb']
 */
export function upliftGroups(
  control: ArrayLike<number>,
  effects: ArrayLike<number>,
  limits: GroupLimits = {},
): UpliftGroup[] {
  const chances = Float64Array.from(control)
  if (chances.length === 0) throw new LearningError('no_rows', { what: 'The list of chances' })
  if (effects.length !== chances.length)
    throw new LearningError('wrong_length', {
      what: 'The list of effects',
      given: effects.length,
      wanted: chances.length,
    })
  const bad = chances.findIndex((chance, row) => !Number.isFinite(chance + effects[row]!))
  if (bad !== -1)
    throw new LearningError('bad_score', {
      row: bad,
      given: String(chances[bad]! + effects[bad]!),
      wanted: 'a finite number',
    })
  const mean = chances.reduce((sum, chance) => sum + chance, 0) / chances.length
  const { worth = 0.01, disturbs = -worth, sure = mean } = limits
  requireOption('worth', worth, { least: 0 })
  requireOption('disturbs', disturbs, { least: -Number.MAX_VALUE, most: worth })
  requireOption('sure', sure, {})
  return Array.from(chances, (chance, row): UpliftGroup => {
    if (effects[row]! >= worth && effects[row]! > 0) return 'persuadable'
    if (effects[row]! <= disturbs && effects[row]! < 0) return 'do_not_disturb'
    return chance >= sure ? 'sure_thing' : 'lost_cause'
  })
}
