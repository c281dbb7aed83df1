import { type DestinationStream, type Logger, pino } from 'pino'
import { ServerError } from '../errors.ts'

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
