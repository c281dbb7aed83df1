import { type DestinationStream, type Logger, pino } from 'pino'
import { ServerError } from '../errors.ts'
import { failureAnswer } from '../http/failure-answer.ts'

const levels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']

/**
 * Lines of JSON. What may stand in one: names of routes, statuses, durations, numbers of requests, codes. What may not:
 * addresses, ids of customers, bodies, tokens, messages of defects.
 *
 * @param level - Of `KINDRED_LOG`; absent: `silent`.
 * @throws ServerError `log_level_unknown`
 */
export function createLog(level: string | undefined, destination?: DestinationStream): Logger {
  const wanted = level ?? 'silent'
  if (!levels.includes(wanted)) {
    throw new ServerError('log_level_unknown', { given: wanted, levels: levels.join(', ') })
  }
  const options = { level: wanted, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  // Standard error: standard output is for what the command says.
  return pino(options, destination ?? pino.destination({ dest: 2, sync: true }))
}

/** An error as a line may tell of it: its code, and for a defect its name and place. */
export function loggedError(error: unknown): { readonly code: string; readonly what?: string } {
  const { code, says } = failureAnswer(error).failure
  return code === 'internal_error' ? { code, what: says } : { code }
}
