import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'

const busy = new WeakSet<Catalog>()

/** Refuses a second refresh of the same workspace while one runs. */
export async function oneAtATime<T>(catalog: Catalog, work: () => Promise<T>): Promise<T> {
  if (busy.has(catalog)) throw new EngineError('refresh_running', {})
  busy.add(catalog)
  try {
    return await work()
  } finally {
    busy.delete(catalog)
  }
}
