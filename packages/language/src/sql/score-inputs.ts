import type { ScoreInput } from '../ast/checked.ts'
import type { Scorer } from '../ast/scorer.ts'
import { wordsOfScorer } from '../ast/scorer-parts.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import type { Translation } from './translation.ts'

/** The inputs of one model as columns that cannot be NULL. */
export class ScoreInputs {
  readonly #inputs: readonly ScoreInput[]
  readonly #translation: Translation
  /** The words a formula is written with, input by input. */
  readonly #words: ReadonlyMap<number, readonly string[]>

  constructor(inputs: readonly ScoreInput[], scorer: Scorer, translation: Translation) {
    this.#inputs = inputs
    this.#translation = translation
    this.#words = wordsOfScorer(scorer)
  }

  isWord(at: number): boolean {
    return this.#input(at).is.type === 'text'
  }

  words(at: number): readonly string[] {
    return this.#words.get(at) ?? []
  }

  /** A Float64, NaN where it is missing: money in currency units, a boolean as 1 or 0. */
  number(at: number): Fragment {
    const { fragments } = this.#translation
    const { is } = this.#input(at)
    if (is.type === 'place' || is.type === 'tags' || is.type === 'text')
      throw new SqlError('sql_tree_not_checked', `an input of type ${is.type} where a number belongs`)
    const value = this.#translation.scalar(is)
    const float = is.type === 'number' ? value : fragments.strict`toFloat64(${value})`
    return float.nullable ? fragments.known`ifNull(${float}, nan)` : float
  }

  /** 1, 2 … for the words a formula is written with, 0 for any other, −1 where it is missing. */
  code(at: number): Fragment {
    const { fragments, parameters } = this.#translation
    const value = this.#translation.scalar(this.#input(at).is)
    const words = this.words(at)
    const numbers = words.map((_, index) => index + 1)
    const among = words.length
      ? [
          `transform(`,
          `, ${parameters.bind('Array(String)', words)}, ${parameters.bind('Array(Int32)', numbers)}, toInt32(0))`,
        ]
      : ['ignore(', ')']
    if (!value.nullable) return fragments.known(among, value)
    const present = fragments.known(['ifNull(', `, '')`], value)
    return fragments.known(['if(isNull(', '), toInt32(-1), ', ')'], value, fragments.known(among, present))
  }

  #input(at: number): ScoreInput {
    const input = this.#inputs[at]
    if (input === undefined)
      throw new SqlError('sql_tree_not_checked', `an input ${at} of a model that has none`)
    return input
  }
}
