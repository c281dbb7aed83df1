import type { WireExplanation } from '@kindred/api'
import type { MovedScore, PersonalNames } from '@kindred/engine'
import { hiddenInputs, maskInputs } from './mask-answer.ts'
import { displayName } from './standing-answer.ts'

type Scores = NonNullable<WireExplanation['scores']>

/** An explanation with what moves the scores that it stands on, in words too. */
export function withMovedScores(
  answer: WireExplanation,
  moved: readonly MovedScore[],
  masks: PersonalNames | undefined,
): WireExplanation {
  if (moved.length === 0) return answer
  const scores = moved.map(each => movedScoreAnswer(each, masks))
  return { ...answer, in_words: [answer.in_words, ...scores.flatMap(inWords)].join(' '), scores }
}

function movedScoreAnswer(
  { model, score, effects }: MovedScore,
  masks: PersonalNames | undefined,
): Scores[number] {
  const { id, version, asked, inputs } = model
  const told = effects.map(({ name: input, kind: _, ...effect }) => ({ input, ...effect }))
  return {
    ...{ model: id, name: asked.name ?? displayName(id), version, score: score ?? null },
    effects: masks === undefined ? told : maskInputs(told, hiddenInputs(inputs, masks)),
  }
}

function inWords({ name, effects }: Scores[number]): string[] {
  const known = effects.filter(({ value }) => value !== null)
  if (known.length === 0) return []
  return [`What moves “${name}” most: ${known.map(({ says }) => says).join('; ')}.`]
}
