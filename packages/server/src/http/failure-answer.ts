import type { Failure } from '@kindred/api'
import { ServerError } from '../errors.ts'

/** A refusal as it goes out: its status and its document. */
export interface FailureAnswer {
  readonly status: number
  readonly failure: Failure
}

/** Errors of the engine and the stores, by what they mean to one who asks. Everything else of theirs is the world's: 503. */
const statuses: Readonly<Record<string, number>> = {
  definitions_moved: 409,
  definitions_have_problems: 422,
  refresh_running: 409,
  import_exists: 409,
}

/**
 * What to answer for an error. An error with a code and a remedy speaks for itself; any other is a defect of
 * ours, and its message is kept back: it may hold a person's data.
 */
export function failureAnswer(error: unknown): FailureAnswer {
  if (error instanceof ServerError) return answerOf(error.status, error)
  if (isNamed(error)) return answerOf(statusOf(error.code), error)
  if (isAbort(error)) return failureAnswer(new ServerError('cancelled', {}))
  return failureAnswer(new ServerError('internal_error', defectOf(error)))
}

interface NamedError {
  readonly code: string
  readonly remedy: string
  readonly says?: string
  readonly message: string
  readonly details?: unknown
}

function answerOf(status: number, error: NamedError): FailureAnswer {
  const { code, remedy, details } = error
  const says = error.says ?? error.message.replace(remedy, '').trim()
  return { status, failure: { code, says, remedy, ...(details === undefined ? {} : { details }) } }
}

function isNamed(error: unknown): error is NamedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'remedy' in error &&
    typeof error.remedy === 'string'
  )
}

function statusOf(code: string): number {
  const known = statuses[code]
  if (known !== undefined) return known
  if (code.endsWith('_unknown')) return 404
  return refusesInput(code) ? 400 : 503
}

/** Codes whose fault is the request's. */
function refusesInput(code: string): boolean {
  return /^(import|mapping|source|file|segment|segmentation|class|column|history|customer)_/.test(code)
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function defectOf(error: unknown): { name: string; place: string } {
  if (!(error instanceof Error)) return { name: typeof error, place: 'thrown as it is' }
  const frame = /\bat .*?([\w.-]+\.[cm]?[jt]s:\d+)/.exec(error.stack ?? '')?.[1]
  return { name: error.name, place: frame ?? 'place unknown' }
}
