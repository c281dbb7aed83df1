/** What stands on what, by key. */
export type References = ReadonlyMap<string, readonly string[]>

/**
 * All keys, each after those it refers to; where keys refer to one another in a circle, in the order they came.
 * Keys that are referred to but have no row of their own are passed over.
 */
export function topologicalOrder(references: References): string[] {
  const order: string[] = []
  const seen = new Set<string>()
  for (const start of references.keys()) {
    // A stack of our own: thousands of definitions in one chain are no reason to overflow JavaScript's.
    const open: { key: string; next: number }[] = seen.has(start) ? [] : [{ key: start, next: 0 }]
    seen.add(start)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const reference = references.get(top.key)?.[top.next]
      top.next += 1
      if (reference === undefined) order.push(open.pop()?.key ?? top.key)
      else if (references.has(reference) && !seen.has(reference)) {
        seen.add(reference)
        open.push({ key: reference, next: 0 })
      }
    }
  }
  return order
}

/**
 * For every key that stands on itself, the shortest way back to it: `a → b → a`. A diamond is no such circle.
 *
 * @returns By key; the path begins and ends with the key.
 */
export function cycles(references: References): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  const suspects = inCircles(references)
  for (const key of suspects) {
    const path = wayBack(key, references, suspects)
    if (path !== undefined) found.set(key, path)
  }
  return found
}

/** What is left after taking away, again and again, all that refer to nothing left: every circle is in it. */
function inCircles(references: References): ReadonlySet<string> {
  const open = new Map(
    [...references].map(([key, to]) => [key, new Set(to.filter(each => references.has(each)))]),
  )
  const referrers = reversed(references)
  const free = [...open].filter(([, to]) => to.size === 0).map(([key]) => key)
  for (let key = free.pop(); key !== undefined; key = free.pop()) {
    open.delete(key)
    for (const referrer of referrers.get(key) ?? []) {
      const left = open.get(referrer)
      left?.delete(key)
      if (left?.size === 0) free.push(referrer)
    }
  }
  return new Set(open.keys())
}

function wayBack(key: string, references: References, within: ReadonlySet<string>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const open = [key]
  for (const here of open) {
    for (const next of references.get(here) ?? []) {
      if (next === key) return [...trail(here, key, cameFrom), key]
      if (!within.has(next) || cameFrom.has(next)) continue
      cameFrom.set(next, here)
      open.push(next)
    }
  }
  return undefined
}

function trail(from: string, to: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path: string[] = []
  for (
    let here: string | undefined = from;
    here !== undefined;
    here = here === to ? undefined : cameFrom.get(here)
  )
    path.unshift(here)
  return path
}

/** The same references seen from the other end. */
export function reversed(references: References): References {
  const back = new Map<string, string[]>()
  for (const [key, to] of references) {
    for (const each of new Set(to)) {
      const referrers = back.get(each) ?? []
      referrers.push(key)
      back.set(each, referrers)
    }
  }
  return back
}

/** Everything reached from a key, itself left out, nearest first. */
export function reachable(key: string, references: References): string[] {
  const found = new Set<string>()
  const open = [key]
  for (const here of open) {
    for (const next of references.get(here) ?? []) {
      if (next === key || found.has(next)) continue
      found.add(next)
      open.push(next)
    }
  }
  return [...found]
}
