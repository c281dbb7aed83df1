import { selectRows } from '../matrix/matrix.ts'
import { weightedSums } from './predict-linear.ts'
import { type SvmProblem, solveSvm } from './solve-svm.ts'

const FOLDS = 3

/**
 * The margin of every row by a machine that was fitted without it: rows of each answer are dealt out in turn.
 *
 * Where one answer has fewer rows than there are folds, that of the machine that was fitted to all.
 */
export function crossedMargins(problem: SvmProblem): Float64Array {
  const { target } = problem
  const folds = dealt(target)
  const yes = target.reduce((sum, answer) => sum + answer, 0)
  if (Math.min(yes, target.length - yes) < FOLDS) return marginsOf(problem, problem)
  const margins = new Float64Array(target.length)
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const inside = partOf(problem, row => folds[row] !== fold)
    const outside = partOf(problem, row => folds[row] === fold)
    const found = marginsOf(inside, outside)
    outside.rows.forEach((row, at) => {
      margins[row] = found[at]!
    })
  }
  return margins
}

function dealt(target: Float64Array): Uint8Array {
  const seen: [number, number] = [0, 0]
  return Uint8Array.from(target, answer => {
    const side = answer === 1 ? 1 : 0
    seen[side] += 1
    return seen[side] % FOLDS
  })
}

function marginsOf(learned: SvmProblem, judged: SvmProblem): Float64Array {
  const { intercept, weights } = solveSvm(learned)
  return weightedSums(judged.matrix, weights, intercept)
}

function partOf(
  { matrix, target, weights, penalty }: SvmProblem,
  isIn: (row: number) => boolean,
): SvmProblem & { readonly rows: Int32Array } {
  const rows = Int32Array.from(target.keys()).filter(isIn)
  return {
    rows,
    matrix: selectRows(matrix, rows),
    target: Float64Array.from(rows, row => target[row]!),
    weights: Float64Array.from(rows, row => weights[row]!),
    penalty,
  }
}
