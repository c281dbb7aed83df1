import { LearningError } from '../errors.ts'

interface Bounds {
  /** It has to be this or more, and finite. */
  readonly least?: number
  /** It has to be more than this, and finite. */
  readonly above?: number
  readonly most?: number
  /** Only whole numbers. */
  readonly whole?: boolean
}

/**
 * Refuses an option that is no number, or not within its bounds.
 *
 * @throws LearningError `bad_option`
 */
export function requireOption(option: string, given: number, bounds: Bounds): void {
  const { least = -Number.MAX_VALUE, above = Number.NEGATIVE_INFINITY, most = Number.MAX_VALUE } = bounds
  const whole = bounds.whole ?? false
  if (given >= least && given > above && given <= most && (!whole || Number.isInteger(given))) return
  throw new LearningError('bad_option', { option, given: String(given), wanted: wantedBy(bounds) })
}

function wantedBy({ least, above, most, whole = false }: Bounds): string {
  const kind = whole ? 'a whole number' : 'a number'
  if (above !== undefined) return `${kind} above ${above}${most === undefined ? '' : `, at most ${most}`}`
  return most === undefined ? `${kind} of at least ${least}` : `${kind} from ${least} to ${most}`
}
