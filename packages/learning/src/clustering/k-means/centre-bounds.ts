/** How compiled loops know without looking that a row keeps its centre, and the task by which they look at the others. */
export interface CentreBounds {
  /** Forgets everything, for another start. */
  restart(): void
  /**
   * Assigns all rows.
   *
   * @param moves    - How far each centre has moved since the last time; 0 the first time.
   * @param greatest - The greatest squared length of a centre.
   * @param extent   - The greatest lengths of a row and of a centre together: what is rounded is not larger.
   */
  assign(moves: Float64Array, greatest: number, extent: number): void
}

/** What bounds and their sums are widened by, as a share: some units in the last place of single precision. */
export const SLACK = 1e-6
/** What rounding makes of a sum of products of numbers in single precision, as a share, for each product. */
const ROUNDING = 6e-8

/** What rounding makes of a squared distance, as a share of both squared lengths. */
export function roundingOf(columns: number): number {
  return ROUNDING * (columns + 8)
}
