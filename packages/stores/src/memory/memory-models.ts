import {
  EngineError,
  type FittedModel,
  type FittedModelSummary,
  type FittedScorer,
  type ModelStore,
  summariseModel,
} from '@kindred/engine'

/** Fitted models in memory. */
export class MemoryModels implements ModelStore {
  /** Oldest first. */
  readonly #stored: FittedModel[] = []

  async put(model: FittedModel): Promise<void> {
    const { id, version } = model
    if ((await this.get(id, version)) !== undefined)
      throw new EngineError('model_version_exists', { id, version })
    this.#stored.push(structuredClone(model))
  }

  async get(id: string, version?: number): Promise<FittedModel | undefined> {
    const versions = this.#versionsOf(id)
    return version === undefined ? versions[0] : versions.find(each => each.version === version)
  }

  async list(limit: number): Promise<readonly FittedModelSummary[]> {
    const newest = this.#stored.filter(each => this.#versionsOf(each.id)[0] === each)
    return newest.reverse().slice(0, limit).map(summariseModel)
  }

  async versions(id: string): Promise<readonly FittedModelSummary[]> {
    return this.#versionsOf(id).map(summariseModel)
  }

  async scorers(wanted: readonly Pick<FittedModel, 'id' | 'version'>[]): Promise<readonly FittedScorer[]> {
    const found = await Promise.all(wanted.map(({ id, version }) => this.get(id, version)))
    return found.flatMap(model => (model === undefined ? [] : [formulaOf(model)]))
  }

  /** Newest first. */
  #versionsOf(id: string): readonly FittedModel[] {
    return this.#stored.filter(each => each.id === id).sort((a, b) => b.version - a.version)
  }
}

function formulaOf({ id, version, method, inputs, scorer, outputs }: FittedModel): FittedScorer {
  return {
    ...{ id, version, method, inputs },
    ...(scorer === undefined ? {} : { scorer }),
    ...(outputs === undefined ? {} : { outputs }),
  }
}
