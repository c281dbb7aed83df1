/** What is known of one stratum: how many are in it, and the smallest hashes of theirs, ascending. */
export interface Stratum {
  readonly customers: number
  /** At least as many as can be drawn and one more, or all there are. */
  readonly hashes: ArrayLike<number>
}

/** Beyond every hash: everybody of the stratum is drawn. */
export const EVERYBODY = 2 ** 32

/**
 * Below which hash a customer is drawn, stratum by stratum: of each in proportion to its size, at least one of each
 * while there is room, and never more than `atMost` in all. Two who share a hash are drawn both or neither.
 *
 * @param strata - By name; the order of names settles ties of the remainders.
 *
 * @example
 * sampleLimits(new Map([['a', { customers: 2, hashes: [5, 9] }]]), 2).get('a') // 2 ** 32: everybody
 */
export function sampleLimits(
  strata: ReadonlyMap<string, Stratum>,
  atMost: number,
): ReadonlyMap<string, number> {
  const quotas = quotasOf(strata, atMost)
  return new Map(
    [...strata].map(([name, { customers, hashes }]) => {
      const quota = quotas.get(name) ?? 0
      return [name, quota >= customers ? EVERYBODY : (hashes[quota] ?? EVERYBODY)]
    }),
  )
}

/** By the largest remainders. */
function quotasOf(strata: ReadonlyMap<string, Stratum>, atMost: number): ReadonlyMap<string, number> {
  const names = [...strata.keys()].sort()
  const sizeOf = (name: string) => strata.get(name)?.customers ?? 0
  const total = names.reduce((sum, name) => sum + sizeOf(name), 0)
  if (total <= atMost) return new Map(names.map(name => [name, sizeOf(name)]))
  const least = names.length <= atMost ? 1 : 0
  const share = (name: string) => ((atMost - least * names.length) * sizeOf(name)) / total
  const quotas = new Map(names.map(name => [name, Math.min(sizeOf(name), least + Math.floor(share(name)))]))
  const byRemainder = [...names].sort((a, b) => (share(b) % 1) - (share(a) % 1))
  let left = atMost - [...quotas.values()].reduce((sum, quota) => sum + quota, 0)
  for (const name of byRemainder) {
    const quota = quotas.get(name) ?? 0
    if (left <= 0) break
    if (quota >= sizeOf(name)) continue
    quotas.set(name, quota + 1)
    left -= 1
  }
  return quotas
}
