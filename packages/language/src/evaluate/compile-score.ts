import type { ScoreInput, ScoreRead } from '../ast/checked.ts'
import type { Scorer } from '../ast/scorer.ts'
import { scorerFault } from '../ast/scorer-fault.ts'
import { finite } from './compile-arithmetic.ts'
import { compileLayers } from './compile-layers.ts'
import { compileLifetime } from './compile-lifetime.ts'
import { compileLinks } from './compile-links.ts'
import { compileTrees } from './compile-trees.ts'
import { EvaluationError } from './errors.ts'
import { numberOfInput } from './number-of-input.ts'
import type { Compile, Evaluate } from './run.ts'
import { newScoreRow, type RowScore, type ScoreRow } from './score-row.ts'

/** The score of a model: its inputs are written into one row, and its formula is worked out over that. */
export function compileScore({ model, inputs, of }: ScoreRead, compile: Compile): Evaluate {
  if (of === undefined) return () => undefined
  const fault = scorerFault(
    of,
    inputs.map(({ is }) => is.type),
  )
  if (fault !== undefined) throw new EvaluationError('scorer_malformed', model, fault)
  const row = newScoreRow(inputs.length)
  const score = compileScorer(of, row)
  const fill = inputs.map((input, at) => fillInput(input, at, row, compile))
  return run => {
    for (const write of fill) write(run)
    return finite(score())
  }
}

/**
 * A formula over a row of inputs; NaN where it is not finite.
 *
 * @param row - Its words are given their numbers here, before it is filled.
 */
export function compileScorer(scorer: Scorer, row: ScoreRow): RowScore {
  const links = compileLinks(scorer.links)
  const sum = compileSum(scorer, row)
  return () => links(sum())
}

function compileSum(scorer: Scorer, row: ScoreRow): RowScore {
  if (scorer.kind === 'trees') return compileTrees(scorer, row)
  if (scorer.kind === 'layers') return compileLayers(scorer, row)
  if (scorer.kind === 'lifetime') return compileLifetime(scorer, row)
  const scores = scorer.of.map(each => compileScorer(each, row))
  const { bias, weights } = scorer
  return () => {
    let sum = bias
    for (let at = 0; at < scores.length; at += 1) sum += (weights[at] ?? 0) * (scores[at]?.() ?? Number.NaN)
    return sum
  }
}

function fillInput(
  { is }: ScoreInput,
  at: number,
  row: ScoreRow,
  compile: Compile,
): (run: Parameters<Evaluate>[0]) => void {
  const value = compile.value(is)
  if (is.type === 'text')
    return run => {
      row.values[at] = row.codeOf(at, value(run))
    }
  const read = numberOfInput(is.type)
  return run => {
    const given = value(run)
    row.values[at] = given === undefined ? Number.NaN : read(given)
  }
}
