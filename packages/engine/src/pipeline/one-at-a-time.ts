import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'

/** Refuses a second refresh of the same workspace while one runs. */
export const oneAtATime = turns(() => new EngineError('refresh_running', {}))

/** Refuses a second search for groups in the same workspace while one runs. */
export const oneDiscoveryAtATime = turns(() => new EngineError('discovery_running', {}))

/** Refuses to train a second model of the same workspace while one is trained. */
export const oneTrainingAtATime = turns(() => new EngineError('training_running', {}))

function turns(refusal: () => EngineError) {
  const busy = new WeakSet<Catalog>()
  return async <T>(catalog: Catalog, work: () => Promise<T>): Promise<T> => {
    if (busy.has(catalog)) throw refusal()
    busy.add(catalog)
    try {
      return await work()
    } finally {
      busy.delete(catalog)
    }
  }
}
