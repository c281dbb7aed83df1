/** One kind of problem: the sentence and the way out, made from what was found. */
export interface ProblemRow<Params> {
  readonly severity: 'error' | 'warning'
  readonly says: (found: Params) => string
  readonly remedy: (found: Params) => string
}

export function error<Params>(
  says: (found: Params) => string,
  remedy: (found: Params) => string,
): ProblemRow<Params> {
  return { severity: 'error', says, remedy }
}

export function warning<Params>(
  says: (found: Params) => string,
  remedy: (found: Params) => string,
): ProblemRow<Params> {
  return { severity: 'warning', says, remedy }
}
