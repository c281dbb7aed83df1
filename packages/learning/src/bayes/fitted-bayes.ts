/** What a column says of the answer, by itself. */
export type BayesColumn =
  | {
      readonly kind: 'number'
      readonly name: string
      /** Of the rows of no, and of those of yes. */
      readonly means: readonly [no: number, yes: number]
      readonly deviations: readonly [no: number, yes: number]
    }
  | {
      readonly kind: 'category'
      readonly name: string
      readonly levels: readonly (string | null)[]
      /** Log of how many times as likely each word is where the answer is yes. */
      readonly logOdds: readonly number[]
      /** The same of a word that was not seen. */
      readonly unseen: number
    }

/** Naive Bayes of one answer: plain, frozen, survives JSON. */
export interface FittedBayes {
  readonly kind: 'bayes'
  readonly version: 1
  /** Log odds of yes before anything is known. */
  readonly prior: number
  readonly columns: readonly BayesColumn[]
}
