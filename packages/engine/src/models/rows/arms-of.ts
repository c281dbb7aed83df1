/**
 * Which arm every row is in: 0 was left alone, 1 had the first treatment, and so on; −1 had several of them, or is neither
 * treated nor among those left alone.
 *
 * @param treatments - A list a treatment, 1 where a row had it.
 * @param control - 1 where a row was left alone; absent: who had no treatment was.
 *
 * @example
 * armsOf([Float64Array.of(1, 0, 0, 1), Float64Array.of(0, 1, 0, 1)]) // [1, 2, 0, -1]
 */
export function armsOf(treatments: readonly Float64Array[], control?: Float64Array): Int32Array {
  const rows = treatments[0]?.length ?? 0
  return Int32Array.from({ length: rows }, (_, row) => {
    const had = treatments.flatMap((values, at) => (values[row] === 1 ? [at + 1] : []))
    const [arm] = had
    if (had.length > 1) return -1
    if (arm !== undefined) return control?.[row] === 1 ? -1 : arm
    return control === undefined || control[row] === 1 ? 0 : -1
  })
}
