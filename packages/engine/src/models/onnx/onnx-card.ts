import type { CompiledModel } from '../../catalog/compile/compiled-definitions.ts'
import type { ModelFeature } from '../../records/fitted-model.ts'
import { spreadsOf } from '../drift/spread.ts'
import type { InstantRows } from '../rows/instant-rows.ts'
import { joinColumns } from '../rows/join-columns.ts'
import type { TrainedModel } from '../train-model.ts'
import { judgeBaseline } from '../training/baseline.ts'
import { explainFeatures } from '../training/explain-features.ts'
import { judgeRows } from '../training/judge.ts'
import { leadingFigure } from '../training/leading-figure.ts'
import { typicalValue } from '../training/typical-value.ts'
import type { TaskFeature } from '../training-task.ts'
import { onnxModel, type readOnnxModel } from './onnx-model.ts'

export interface BroughtModel {
  readonly model: CompiledModel
  readonly fitted: ReturnType<typeof readOnnxModel>
  readonly features: readonly TaskFeature[]
  /** Customers of whom it is known what came. */
  readonly read: InstantRows
  readonly samples: number
  readonly seed: number
}

/** A model that was brought, judged by what came as every other is. */
export function broughtModel({ model, fitted, features, read, samples, seed }: BroughtModel): TrainedModel {
  const { producer, worst, ...stored } = fitted
  const answer = model.target?.is.type === 'boolean' ? 'chance' : 'amount'
  const table = {
    columns: features.map(({ name }) => joinColumns(name, [{ table: read.table, rows: read.rows }])),
  }
  const judge = { ...{ rows: read.rows, table, target: read.target }, customers: read.rows }
  const { predict } = onnxModel(stored)
  const predicted = predict(table)
  const leading = leadingFigure(answer)
  const told = explainFeatures(predict, judge, leading, seed)
  const figures = judgeRows({ judge, predicted, answer, threshold: model.definition.cost ?? 0.5, seed })
  return {
    ...{ method: 'onnx', answer, fitted: stored, scorer: stored.scorer },
    inputs: features.map(({ name, is, label, kind }) => ({ name, is, label, kind })),
    card: {
      ...{ seed, budget: 0, instants: [], rows: 0, folds: 0, segments: [] },
      features: features
        .map(
          (feature, at): ModelFeature => ({
            ...feature,
            ...{ knownShare: knownShare(table.columns[at]), typical: typicalOf(table.columns[at]) },
            ...told.get(feature.name),
          }),
        )
        .sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0)),
      tried: [
        {
          ...{ method: 'onnx', settings: producer, error: 0, chosen: true, hasFormula: true },
          figure: { name: leading.name, value: leading.of(read.target, predicted) },
        },
      ],
      recommendation: 'It was brought as an ONNX file: nothing else was compared with it.',
      calibration: { by: 'none', says: 'A model that was brought is left as it is.' },
      judged: { by: 'later', at: read.instant, ...figures },
      baseline: judgeBaseline(answer, judge, judge, seed),
      spreads: spreadsOf(table, predicted),
      notes: [
        `${samples} sample rows are foretold as they were where it was made, but for ${worst.toPrecision(1)} at most.`,
        'What it learned from is not known here: the period it is judged by may be among that.',
        ...(stored.scorer.kind === 'layers'
          ? ['An input that is unknown is read as the mean that the file scales by, or as 0.']
          : []),
      ],
    },
  }
}

type Read = ReturnType<typeof joinColumns> | undefined

function typicalOf(column: Read): number | string | null {
  return column === undefined ? null : typicalValue(column)
}

function knownShare(column: Read): number {
  if (column?.kind !== 'number' || column.values.length === 0) return 0
  return column.values.filter(value => !Number.isNaN(value)).length / column.values.length
}
