import { distance } from 'fastest-levenshtein'

/**
 * The declared name that was probably meant: the one with the fewest slips of the pen, if they are few enough
 * for its length. A name that only lacks its end (`spend` for `spend_90d`) is taken when no other is near.
 *
 * @example
 * nearestName('ammount', ['amount', 'category'])   // 'amount'
 * nearestName('zebra', ['amount', 'category'])     // undefined
 */
export function nearestName(given: string, names: Iterable<string>): string | undefined {
  const wanted = given.toLowerCase()
  let nearest: string | undefined
  let fewest = Math.max(1, Math.round(wanted.length * 0.4)) + 1
  const longer: string[] = []
  for (const name of names) {
    const slips = slipsBetween(wanted, name.toLowerCase())
    if (slips < fewest) [nearest, fewest] = [name, slips]
    if (wanted.length >= 3 && name.startsWith(wanted)) longer.push(name)
  }
  return nearest ?? longer.sort()[0]
}

/** Letters put in, left out or changed; two neighbours that changed places are one slip. */
function slipsBetween(a: string, b: string): number {
  const first = [...a].findIndex((letter, i) => letter !== b[i])
  const isSwap = a.length === b.length && first >= 0 && a[first] === b[first + 1] && a[first + 1] === b[first]
  return isSwap && a.slice(first + 2) === b.slice(first + 2) ? 1 : distance(a, b)
}
