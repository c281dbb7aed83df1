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
    const slips = distance(wanted, name.toLowerCase())
    if (slips < fewest) [nearest, fewest] = [name, slips]
    if (wanted.length >= 3 && name.startsWith(wanted)) longer.push(name)
  }
  return nearest ?? longer.sort()[0]
}
