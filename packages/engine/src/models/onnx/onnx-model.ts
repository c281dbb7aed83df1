import { type Scorer, scorerFault, scoreTable } from '@kindred/language'
import type { Column, Table } from '@kindred/learning'
import { EngineError } from '../../errors.ts'
import type { LearnedModel } from '../methods/learned-model.ts'
import { readOnnx } from './onnx-graph.ts'
import { onnxOperators, onnxScorer } from './onnx-scorer.ts'

/** A model that was brought: its formula is all there is of it. */
export interface FittedOnnx {
  readonly kind: 'onnx'
  readonly version: 1
  /** Of the inputs, in their order. */
  readonly columns: readonly string[]
  readonly scorer: Scorer
}

/** What somebody else foretold of a row. */
export interface OnnxSample {
  /** In the order of the model's features. */
  readonly inputs: readonly (number | null)[]
  readonly score: number
}

/** Of the greater of 1 and the score: other programs reckon with half the digits. */
const NEAR = 1e-4

/**
 * Reads a fitted model of somebody else's as a formula, and holds it against rows of which it is known what it foretells.
 *
 * @param columns - What it reads, in its order; all numbers.
 * @throws EngineError `onnx_not_readable` of a file that is none, or that no formula can be made of; `onnx_differs`
 */
export function readOnnxModel(
  bytes: Uint8Array,
  columns: readonly string[],
  samples: readonly OnnxSample[],
): FittedOnnx & { readonly producer: string; readonly worst: number } {
  const { scorer, producer } = translated(bytes, columns.length)
  const fault = scorerFault(
    scorer,
    columns.map(() => 'number'),
  )
  if (fault !== undefined)
    throw new EngineError('onnx_not_readable', { reason: fault, operators: onnxOperators })
  const worst = worstOf(scorer, columns, samples)
  return { kind: 'onnx', version: 1, columns, scorer, producer, worst }
}

function translated(bytes: Uint8Array, inputs: number) {
  try {
    const graph = readOnnx(bytes)
    return { scorer: onnxScorer(graph, inputs), producer: graph.producer }
  } catch (error) {
    // The reader of protocol buffers throws whatever it meets.
    const reason = error instanceof RangeError ? error.message.replace(/\.$/, '') : 'it is no ONNX file'
    throw new EngineError('onnx_not_readable', { reason, operators: onnxOperators }, { cause: error })
  }
}

/** The greatest difference; none is near enough where samples differ. */
function worstOf(scorer: Scorer, columns: readonly string[], samples: readonly OnnxSample[]): number {
  const short = samples.find(({ inputs }) => inputs.length !== columns.length)
  if (short !== undefined)
    throw new EngineError('sample_of_other_length', { given: short.inputs.length, features: columns })
  const table = columns.map((_, at) => Float64Array.from(samples, ({ inputs }) => inputs[at] ?? Number.NaN))
  const scores = scoreTable(scorer, table)
  const misses = samples.map(
    ({ score }, at) => Math.abs((scores[at] ?? Number.NaN) - score) / Math.max(1, Math.abs(score)),
  )
  const wrong = misses.filter(miss => !(miss <= NEAR))
  const worst = misses.reduce((most, miss) => (miss > most || Number.isNaN(miss) ? miss : most), 0)
  if (wrong.length > 0)
    throw new EngineError('onnx_differs', { wrong: wrong.length, rows: samples.length, worst: String(worst) })
  return worst
}

/** A stored one as a learned model. */
export function onnxModel(fitted: FittedOnnx): LearnedModel {
  const { scorer, columns } = fitted
  return {
    fitted,
    predict: table =>
      scoreTable(
        scorer,
        columns.map(name => valuesOf(table, name)),
      ),
    scorer: () => scorer,
  }
}

function valuesOf({ columns }: Table, name: string): Column['values'] {
  const column = columns.find(each => each.name === name)
  if (column === undefined) throw new RangeError(`The column '${name}' is missing.`)
  return column.values
}
