import type { AnswerOf, Contract } from '@kindred/api'
import { formatInstant, formatShare, type Locale } from '../terminal/format.ts'
import { style } from '../terminal/style.ts'
import { figureText } from './figure-words.ts'

type Explained = AnswerOf<Contract['explainScore']>

const MOST = 8

/** A customer's score, and what of her makes it so, the greatest first. */
export function renderExplainedScore(explained: Explained, locale: Locale): string {
  const { customer, id, version, score, is_meant: isMeant, threshold, effects } = explained
  const said = score === null ? 'unknown' : scoreText(explained, score)
  const treated =
    threshold === undefined || score === null
      ? ''
      : score >= threshold
        ? ' That is enough to be treated.'
        : ` To be treated it takes ${formatShare(threshold)}.`
  const lines = effects
    .filter(isTelling)
    .slice(0, MOST)
    .map(({ effect, says }) => `  ${effectMark(effect)} ${says}.`)
  return [
    `${style.strong(customer)}, as of ${formatInstant(explained.as_of, locale)}`,
    `${style.name(id)} version ${version}: ${style.strong(said)}.${treated}`,
    ...(isMeant ? [] : ['She is not in the population of this model: the score says little of her.']),
    ...(lines.length === 0 ? [] : ['', style.quiet('What makes it so'), ...lines]),
  ].join('\n')
}

/** Below it an effect is not worth a line; of what is as usual, and so explains little, below more. */
const LEAST = { log_odds: 0.02, chance: 0.0005, amount: 0.005 } as const
const AS_USUAL = 10

function isTelling({ effect, unit, value, typical }: Explained['effects'][number]): boolean {
  return Math.abs(effect) >= LEAST[unit] * (value === typical ? AS_USUAL : 1)
}

export function effectMark(effect: number): string {
  return effect > 0 ? style.good('▲') : style.bad('▼')
}

export function scoreText(
  {
    answer,
    currency,
    effect_of: treatment,
  }: Pick<Explained, 'answer'> & Partial<Pick<Explained, 'currency' | 'effect_of'>>,
  score: number,
): string {
  if (treatment !== undefined && answer === 'chance')
    return `${treatment} changes it by ${(100 * score).toFixed(1)} points`
  if (answer === 'chance') return `${(100 * score).toFixed(1)} %`
  return currency === undefined ? figureText(score) : `${figureText(score)} ${currency}`
}
