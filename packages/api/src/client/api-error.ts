import { apiErrors } from '../errors.ts'
import { type Failure, type ListedProblem, listedProblems } from '../wire/failure.ts'

/** A refusal of the server, or a failure on the way to it. `status` is 0 when there was no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly says: string
  readonly remedy: string
  readonly details: unknown
  /** All that was wrong, where it was more than one thing. */
  readonly problems: readonly ListedProblem[]

  constructor(status: number, failure: Failure, options?: { cause?: unknown }) {
    super(`${failure.says} ${failure.remedy}`, options)
    this.status = status
    this.code = failure.code
    this.says = failure.says
    this.remedy = failure.remedy
    this.details = failure.details
    this.problems = listedProblems(failure.details)
  }
}

export function unreachable(address: string, cause: unknown): ApiError {
  const { says, remedy } = apiErrors.server_unreachable
  const failure = { code: 'server_unreachable', says: says({ address }), remedy: remedy() }
  return new ApiError(0, failure, { cause })
}

export function notUnderstood(route: string, status: number, what: string): ApiError {
  const { says, remedy } = apiErrors.answer_not_understood
  return new ApiError(status, {
    code: 'answer_not_understood',
    says: says({ route, what }),
    remedy: remedy(),
  })
}

export function streamBroken(route: string): ApiError {
  const { says, remedy } = apiErrors.stream_broken
  return new ApiError(0, { code: 'stream_broken', says: says({ route }), remedy: remedy() })
}

export function parameterMissing(route: string, parameter: string): ApiError {
  const { says, remedy } = apiErrors.parameter_missing
  const failure = {
    code: 'parameter_missing',
    says: says({ route, parameter }),
    remedy: remedy({ parameter }),
  }
  return new ApiError(0, failure)
}
