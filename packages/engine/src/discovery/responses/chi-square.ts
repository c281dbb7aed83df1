/** What a table of counts says about whether its rows differ. */
export interface ChiSquare {
  readonly statistic: number
  readonly freedom: number
  /** Chance of a statistic at least so large where no row differs. */
  readonly p: number
  /** Cramér's V, 0 … 1: how much they differ, whatever their number. */
  readonly size: number
}

/** Cochran (1954): below this expected count the distribution is no longer that of chi-square. */
const LEAST_EXPECTED = 5

/**
 * Whether groups differ in the share of two answers (Pearson's test of independence, without Yates's correction).
 *
 * @param counts - Of each group [yes, no], whole numbers, 0 or more.
 * @returns Undefined where the test does not hold: fewer than two groups, or an expected count below 5.
 *
 * Source: Pearson (1900); Cramér (1946), section 21.9, for the size. The chance is the regularised incomplete gamma function
 * by its series below freedom / 2 + 1 and its continued fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).
 * Checked: scipy.stats.chi2_contingency and chi2.sf (chi-square.test.ts).
 * Cost: groups.
 *
 * @example
 * chiSquareTest([[30, 70], [50, 50]])?.p.toFixed(4) // '0.0039'
 */
export function chiSquareTest(counts: readonly (readonly [number, number])[]): ChiSquare | undefined {
  const rows = counts.filter(([yes, no]) => yes + no > 0)
  const all = rows.reduce((sum, [yes, no]) => sum + yes + no, 0)
  const share = rows.reduce((sum, [yes]) => sum + yes, 0) / all
  const expected = rows.map(([yes, no]) => [(yes + no) * share, (yes + no) * (1 - share)] as const)
  if (rows.length < 2 || expected.flat().some(each => each < LEAST_EXPECTED)) return undefined
  const statistic = rows.reduce(
    (sum, row, at) =>
      sum + expected[at]!.reduce((part, wanted, side) => part + (row[side]! - wanted) ** 2 / wanted, 0),
    0,
  )
  const freedom = rows.length - 1
  return { statistic, freedom, p: chiSquareTail(statistic, freedom), size: Math.sqrt(statistic / all) }
}

/** The chance that chi-square of so many degrees of freedom, a whole number, is greater. */
export function chiSquareTail(statistic: number, freedom: number): number {
  const [a, x] = [freedom / 2, statistic / 2]
  if (x <= 0) return 1
  const scale = Math.exp(-x + a * Math.log(x) - logGammaOfHalves(freedom))
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x)
}

/** ln Γ(halves / 2), by Γ(x + 1) = x Γ(x) from Γ(1/2) = √π or Γ(1) = 1. */
function logGammaOfHalves(halves: number): number {
  let sum = halves % 2 === 1 ? Math.log(Math.PI) / 2 : 0
  for (let half = halves - 2; half > 0; half -= 2) sum += Math.log(half / 2)
  return sum
}

const TERMS = 1000
const EXACT = 1e-16

function lowerSeries(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a]
  for (let at = 1; at < TERMS && term > sum * EXACT; at += 1) {
    term *= x / (a + at)
    sum += term
  }
  return sum
}

/** By Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300
  let b = x + 1 - a
  let c = 1 / tiny
  let d = 1 / b
  let product = d
  for (let at = 1; at < TERMS; at += 1) {
    const part = -at * (at - a)
    b += 2
    d = 1 / (part * d + b || tiny)
    c = b + part / c || tiny
    product *= d * c
    if (Math.abs(d * c - 1) < EXACT) break
  }
  return product
}
