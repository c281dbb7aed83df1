import {
  EngineError,
  type FittedModel,
  type FittedModelSummary,
  type FittedScorer,
  type ModelStore,
  summariseModel,
} from '@kindred/engine'
import type { CatalogDatabase } from './catalog-database.ts'
import { isAlreadyThere } from './is-already-there.ts'

/**
 * Fitted models, version by version: beside the record what a list shows, and the formula, which definitions need
 * without the rest.
 */
export class PostgresModels implements ModelStore {
  readonly #database: CatalogDatabase

  constructor(database: CatalogDatabase) {
    this.#database = database
  }

  async put(model: FittedModel): Promise<void> {
    const { id, version, method, inputs, scorer, outputs, ...record } = model
    const formula: FittedScorer = {
      ...{ id, version, method, inputs },
      ...(scorer === undefined ? {} : { scorer }),
      ...(outputs === undefined ? {} : { outputs }),
    }
    const row = {
      ...{ id, version },
      summary: JSON.stringify(summariseModel(model)),
      formula: JSON.stringify(formula),
      record: JSON.stringify(record),
    }
    try {
      await this.#database.change(tables => tables.insertInto('fitted_model').values(row).execute())
    } catch (thrown) {
      if (isAlreadyThere(thrown)) throw new EngineError('model_version_exists', { id, version })
      throw thrown
    }
  }

  async get(id: string, version?: number): Promise<FittedModel | undefined> {
    const row = await this.#database.run(tables => {
      const all = tables.selectFrom('fitted_model').select(['record', 'formula']).where('id', '=', id)
      const asked = version === undefined ? all : all.where('version', '=', version)
      return asked.orderBy('version', 'desc').limit(1).executeTakeFirst()
    })
    return row && { ...row.record, ...row.formula }
  }

  async list(limit: number): Promise<readonly FittedModelSummary[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('fitted_model as each')
        .select('summary')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('fitted_model as later')
                .select('later.id')
                .whereRef('later.id', '=', 'each.id')
                .whereRef('later.version', '>', 'each.version'),
            ),
          ),
        )
        .orderBy('number', 'desc')
        .limit(limit)
        .execute(),
    )
    return rows.map(({ summary }) => summary)
  }

  async versions(id: string): Promise<readonly FittedModelSummary[]> {
    const rows = await this.#database.run(tables =>
      tables
        .selectFrom('fitted_model')
        .select('summary')
        .where('id', '=', id)
        .orderBy('version', 'desc')
        .execute(),
    )
    return rows.map(({ summary }) => summary)
  }

  async scorers(wanted: readonly Pick<FittedModel, 'id' | 'version'>[]): Promise<readonly FittedScorer[]> {
    const found = await Promise.all(wanted.map(each => this.#formula(each)))
    return found.flatMap(formula => formula ?? [])
  }

  async #formula({ id, version }: Pick<FittedModel, 'id' | 'version'>): Promise<FittedScorer | undefined> {
    const row = await this.#database.run(tables =>
      tables
        .selectFrom('fitted_model')
        .select('formula')
        .where('id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst(),
    )
    return row?.formula
  }
}
