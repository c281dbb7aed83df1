import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'

const MANY = 1_000

/** The id that was given, which must be a name; else the first free one. */
export async function discoveryId({ discoveries }: Catalog, given: string | undefined): Promise<string> {
  if (given !== undefined) return requireName(given)
  const taken = new Set((await discoveries.list(MANY)).map(({ id }) => id))
  let next = 1
  while (taken.has(`discovery_${next}`)) next += 1
  return `discovery_${next}`
}

/** @throws EngineError `bad_discovery_name` */
export function requireName(given: string): string {
  if (/^[a-z][a-z0-9_]{0,59}$/.test(given)) return given
  throw new EngineError('bad_discovery_name', { given })
}
