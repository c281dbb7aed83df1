import type { JudgedSegment } from '../../records/fitted-model.ts'
import type { TrainingTask } from '../training-task.ts'
import { leadingFigure } from './leading-figure.ts'
import type { RowSet } from './split-rows.ts'

/** Of fewer a figure says nothing. */
const LEAST_ROWS = 30
const LEAST_OF_AN_ANSWER = 5

/** How good it is of the customers of each segment, by the rows that were not learned from. Largest first. */
export function judgeSegments(task: TrainingTask, judge: RowSet, predicted: Float64Array): JudgedSegment[] {
  return task.segments
    .flatMap(({ id, name, members }) => {
      const places = Int32Array.from(judge.rows.keys()).filter(
        place => members[judge.rows[place] ?? -1] === 1,
      )
      if (places.length === 0) return []
      const pick = (values: Float64Array) => Float64Array.from(places, place => values[place] ?? Number.NaN)
      const [target, foretold] = [pick(judge.target), pick(predicted)]
      const leading = leadingFigure(task.answer)
      const figure = isTelling(task, target)
        ? { name: leading.name, value: leading.of(target, foretold) }
        : undefined
      return {
        ...{ segment: id, name, rows: places.length, mean: mean(target), foretold: mean(foretold) },
        ...(figure && { figure }),
      }
    })
    .sort((a, b) => b.rows - a.rows)
}

function isTelling({ answer }: TrainingTask, target: Float64Array): boolean {
  if (target.length < LEAST_ROWS) return false
  if (answer === 'amount') return true
  const yes = target.reduce((sum, value) => sum + value, 0)
  return Math.min(yes, target.length - yes) >= LEAST_OF_AN_ANSWER
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
