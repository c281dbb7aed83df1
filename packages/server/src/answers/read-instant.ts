import { parseInstant } from '@kindred/language'
import { ServerError } from '../errors.ts'

/** Those of which an event or a date can be kept. */
const FIRST_YEAR = 1900
const LAST_YEAR = 2299

/**
 * An instant as a person wrote it, on the clocks of the workspace unless it names an offset; a bare day is its midnight.
 *
 * @throws ServerError `instant_not_understood`, `instant_out_of_range`: before 1900 or after 2299 no workspace holds anything.
 */
export function readInstant(given: string, timezone: string, parameter: string): number {
  const at = /^\d{4}-\d{2}-\d{2}/.test(given) ? parseInstant(given, timezone) : undefined
  if (at === undefined) throw new ServerError('instant_not_understood', { given, parameter })
  const year = Number(given.slice(0, 4))
  if (year < FIRST_YEAR || year > LAST_YEAR)
    throw new ServerError('instant_out_of_range', { given, parameter })
  return at
}

/** The same for one that may be left out, as an optional member of a request. */
export function optionalReadInstant(
  given: string | undefined,
  timezone: string,
  parameter: string,
): number | undefined {
  return given === undefined ? undefined : readInstant(given, timezone, parameter)
}
