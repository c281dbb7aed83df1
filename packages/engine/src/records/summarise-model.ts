import type { FittedModel, FittedModelSummary } from './fitted-model.ts'

/** A fitted model as a list shows it. */
export function summariseModel(model: FittedModel): FittedModelSummary {
  const { id, version, createdAt, author, method, answer, scorer, card } = model
  return {
    ...{ id, version, createdAt, author, method, answer },
    hasFormula: scorer !== undefined,
    rows: card.rows,
    figures: card.judged.figures,
    baseline: card.baseline.figures,
  }
}
