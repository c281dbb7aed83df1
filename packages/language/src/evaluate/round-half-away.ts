/** From here on a float has no fraction left to round. */
const NO_FRACTION = 2 ** 52

/**
 * Rounds half away from zero to `places` decimal places.
 *
 * `Math.round` goes up at −0.5 and `floor(x + 0.5)` makes 1 of the largest number below a half; comparing
 * the fraction, which is exact, does neither. SQL does the same operations in the same order.
 *
 * @param places - 0 to 6.
 * @example roundHalfAway(-2.5, 0) // -3
 */
export function roundHalfAway(value: number, places: number): number {
  const power = 10 ** places
  const scaled = Math.abs(value) * power
  if (!(scaled < NO_FRACTION)) return value
  const whole = Math.floor(scaled)
  const rounded = (scaled - whole >= 0.5 ? whole + 1 : whole) / power
  return value < 0 ? -rounded : rounded
}
