/** What can go wrong outside the author's text while an expression is evaluated. Code → sentence → remedy. */
export const evaluationErrors = {
  value_of_wrong_type: {
    says: (p: Parameters) => `${p.what} should be held as ${p.wanted}, and is not.`,
    remedy: (p: Parameters) =>
      `Convert it when it is stored, or declare ${p.what} with the type its values have.`,
  },
  cutoffs_missing: {
    says: (p: Parameters) =>
      `The segmentation '${p.what}' ranks customers, and no cut-offs of it were given (${p.wanted}).`,
    remedy: (p: Parameters) => `Refresh once, then evaluate '${p.what}' with the cut-offs of that refresh.`,
  },
  history_not_readable: {
    says: (p: Parameters) => `The packed events of ${p.what} are not those of ${p.wanted}.`,
    remedy: () => 'Fill the record again from the warehouse; until then, answer from there.',
  },
  scorer_malformed: {
    says: (p: Parameters) => `The formula of the model '${p.what}' cannot be worked out: ${p.wanted}.`,
    remedy: (p: Parameters) => `Train '${p.what}' again, or go back to a version that can be worked out.`,
  },
  property_without_event: {
    says: (p: Parameters) => `${p.what} was read outside the \`where\` of ${p.wanted}.`,
    remedy: () => 'Evaluate only trees that the check has returned.',
  },
} as const

interface Parameters {
  readonly what: string
  readonly wanted: string
}

export type EvaluationErrorCode = keyof typeof evaluationErrors

/** The caller gave a subject, a context or a tree that the check could not have allowed. Names never carry values. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError'
  readonly code: EvaluationErrorCode
  readonly remedy: string

  constructor(code: EvaluationErrorCode, what: string, wanted: string) {
    const { says, remedy } = evaluationErrors[code]
    super(`${says({ what, wanted })} ${remedy({ what, wanted })}`)
    this.code = code
    this.remedy = remedy({ what, wanted })
  }
}
