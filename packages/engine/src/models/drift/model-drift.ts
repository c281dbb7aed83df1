import type { Column } from '@kindred/learning'
import type { FittedModel } from '../../records/fitted-model.ts'
import { driftOf } from './spread.ts'

/** How far what a model reads, and what it gives, has moved since it was judged. */
export interface ModelDrift {
  /** Customers that were looked at. */
  readonly rows: number
  /** Population stability index of the score; absent: the version has no formula. */
  readonly score?: number
  /** Of every input, the greatest first. */
  readonly inputs: readonly { readonly name: string; readonly label: string; readonly drift: number }[]
}

/**
 * @param columns - The inputs of the model as they are now, named as they are, and its score.
 * @param score - The name of the column of scores.
 * @returns undefined of a version that was trained before spreads were kept
 */
export function modelDrift(
  { inputs, card }: FittedModel,
  columns: readonly Column[],
  score: string,
): ModelDrift | undefined {
  const { spreads } = card
  if (spreads === undefined) return undefined
  const found = new Map(columns.map(column => [column.name, column]))
  const scores = found.get(score)
  return {
    rows: columns[0]?.values.length ?? 0,
    ...(scores && { score: driftOf(spreads.score, scores) }),
    inputs: inputs
      .flatMap(({ name, label }) => {
        const [before, now] = [spreads.inputs[name], found.get(name)]
        return before === undefined || now === undefined ? [] : [{ name, label, drift: driftOf(before, now) }]
      })
      .sort((a, b) => b.drift - a.drift),
  }
}

/** What has moved most, in words, and by how much. */
export function greatestDrift({ score, inputs }: ModelDrift): {
  readonly drift: number
  readonly of: string
} {
  const [first] = inputs
  if (first === undefined || (score ?? 0) >= first.drift) return { drift: score ?? 0, of: 'its score' }
  return { drift: first.drift, of: first.label }
}
