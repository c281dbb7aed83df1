import type { ScorerNode } from '../ast/scorer.ts'
import type { Fragment } from './fragment.ts'
import type { ScoreInputs } from './score-inputs.ts'
import type { Translation } from './translation.ts'

type Question = Exclude<ScorerNode, { kind: 'leaf' }>

/**
 * The values of one input, cut into as few cells as the questions of all trees tell apart. Of a number: up to the first
 * threshold, up to the second …, beyond the last, missing. Of a word: missing, another word, and one for every word.
 */
export interface InputCells {
  readonly size: number
  /** The number of a customer's cell, 1 the first. */
  readonly cell: Fragment
  goesLeft(question: Question, cell: number): boolean
}

export function cellsOf(
  input: number,
  questions: readonly Question[],
  inputs: ScoreInputs,
  translation: Translation,
): InputCells {
  return inputs.isWord(input)
    ? wordCells(input, inputs, translation)
    : numberCells(input, questions, inputs, translation)
}

function wordCells(input: number, inputs: ScoreInputs, { fragments }: Translation): InputCells {
  const words = inputs.words(input)
  return {
    size: words.length + 2,
    cell: fragments.known`(${inputs.code(input)} + 2)`,
    goesLeft(question, cell) {
      if (question.kind === 'missing') return cell === 1
      if (question.kind === 'threshold') return cell === 1 && question.missing === 'left'
      const word = cell === 1 ? null : words[cell - 3]
      return word !== undefined && question.levels.includes(word)
    },
  }
}

function numberCells(
  input: number,
  questions: readonly Question[],
  inputs: ScoreInputs,
  translation: Translation,
): InputCells {
  const thresholds = thresholdsOf(questions)
  const places = new Map(thresholds.map((threshold, place) => [threshold, place]))
  const missing = thresholds.length + 2
  return {
    size: missing,
    cell: numberCell(thresholds, inputs.number(input), translation),
    goesLeft(question, cell) {
      if (question.kind === 'missing') return cell === missing
      if (question.kind === 'levels') return cell === missing && question.levels.includes(null)
      if (cell === missing) return question.missing === 'left'
      return cell - 1 <= (places.get(question.threshold + 0) ?? -1)
    },
  }
}

/** Ascending, each once; −0 is 0. */
function thresholdsOf(questions: readonly Question[]): readonly number[] {
  const all = questions.flatMap(each => (each.kind === 'threshold' ? [each.threshold + 0] : []))
  return [...new Set(all)].sort((a, b) => a - b)
}

/**
 * One more than the number of thresholds below x: x is above t just when it is not below the float after t, which is
 * where `roundDown` cuts.
 */
function numberCell(
  thresholds: readonly number[],
  x: Fragment,
  { fragments, parameters }: Translation,
): Fragment {
  const missing = thresholds.length + 2
  const cuts = parameters.bind('Array(Float64)', [-Number.MAX_VALUE, ...thresholds.map(nextFloat)])
  const present = fragments.known(['if(isNaN(', '), 0., ', ')'], x, x)
  return fragments.known(
    [
      'if(isNaN(',
      `), toUInt64(${missing}), transform(roundDown(`,
      `, ${cuts}), ${cuts}, range(1, ${missing}), toUInt64(1)))`,
    ],
    x,
    present,
  )
}

/** The least float above a finite one. */
function nextFloat(x: number): number {
  const bits = new BigInt64Array(Float64Array.of(x + 0).buffer)
  const before = bits[0] ?? 0n
  bits[0] = before >= 0n ? before + 1n : before - 1n
  return (new Float64Array(bits.buffer)[0] ?? x) + 0
}
