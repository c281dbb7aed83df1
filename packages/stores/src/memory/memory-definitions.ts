import { type DefinitionStore, type DefinitionVersion, EngineError } from '@kindred/engine'

type Next = Parameters<DefinitionStore['store']>[0]

/** Versions of the definitions in memory. What is stored is a copy: nobody can change it afterwards. */
export class MemoryDefinitions implements DefinitionStore {
  readonly #versions: DefinitionVersion[] = []

  current(): Promise<DefinitionVersion | undefined> {
    return Promise.resolve(structuredClone(this.#versions.at(-1)))
  }

  get(version: number): Promise<DefinitionVersion | undefined> {
    return Promise.resolve(structuredClone(this.#versions[version - 1]))
  }

  list(limit: number): Promise<readonly Omit<DefinitionVersion, 'definitions'>[]> {
    const newest = this.#versions.toReversed().slice(0, limit)
    return Promise.resolve(newest.map(({ definitions: _, ...version }) => version))
  }

  store({ expected, ...next }: Next): Promise<number> {
    const found = this.#versions.length
    if (found !== expected) return Promise.reject(new EngineError('definitions_moved', { expected, found }))
    this.#versions.push(structuredClone({ ...next, version: expected + 1 }))
    return Promise.resolve(expected + 1)
  }
}
