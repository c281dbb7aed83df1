import type { ModelCard, ModelFeature } from '../../records/fitted-model.ts'
import type { TrainingTask } from '../training-task.ts'
import type { SplitRows } from './split-rows.ts'

/** Rows that were learned from, instant by instant. */
export function instantsOf(task: TrainingTask, { learn, by }: SplitRows): ModelCard['instants'] {
  const used = by === 'later' ? task.instants.slice(0, -1) : task.instants
  return used.map(({ at, customers }, place) => {
    const rows = Int32Array.from(learn.rows.keys()).filter(
      row => task.instantOf[learn.rows[row] ?? -1] === place,
    )
    const sum = rows.reduce((total, row) => total + (learn.target[row] ?? 0), 0)
    return { at, customers, rows: rows.length, mean: rows.length === 0 ? 0 : sum / rows.length }
  })
}

export interface ToldOfFeatures {
  readonly told: ReadonlyMap<string, Pick<ModelFeature, 'importance' | 'dependence'>>
  readonly typical: ReadonlyMap<string, number | string | null>
}

/** Every feature, the most telling first; those that were not used last, with the reason. */
export function featuresOf(
  task: TrainingTask,
  dropped: ReadonlyMap<string, string>,
  { told, typical }: ToldOfFeatures,
): ModelFeature[] {
  return task.features
    .map((feature): ModelFeature => {
      const reason = dropped.get(feature.name)
      const knownShare = knownShareOf(task, feature.name)
      return {
        ...feature,
        knownShare,
        ...(reason === undefined
          ? { typical: typical.get(feature.name) ?? null, ...told.get(feature.name) }
          : { dropped: reason }),
      }
    })
    .sort((a, b) => (b.importance ?? Number.NEGATIVE_INFINITY) - (a.importance ?? Number.NEGATIVE_INFINITY))
}

function knownShareOf({ table }: TrainingTask, name: string): number {
  const column = table.columns.find(each => each.name === name)
  if (column === undefined || column.values.length === 0) return 0
  const known =
    column.kind === 'number'
      ? column.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0)
      : column.values.reduce((sum, value) => sum + (value === null ? 0 : 1), 0)
  return known / column.values.length
}

/** What a reader of the card must know. */
export function notesOf(
  task: TrainingTask,
  { by, judge }: SplitRows,
  dropped: ReadonlyMap<string, string>,
): string[] {
  const labels = new Map(task.features.map(({ name, label }) => [name, label]))
  return [
    ...(by === 'apart'
      ? [
          `The target does not look ahead, so there is no later period: it was judged by ${judge.target.length} rows of customers it did not learn from.`,
        ]
      : []),
    ...[...dropped].map(([name, reason]) => `${labels.get(name) ?? name} was left out: ${reason}.`),
  ]
}
