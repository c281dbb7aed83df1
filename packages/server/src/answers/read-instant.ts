import { parseInstant } from '@kindred/language'
import { ServerError } from '../errors.ts'

/** An instant as a person wrote it, on the clocks of the workspace unless it names an offset; a bare day is its midnight. */
export function readInstant(given: string, timezone: string, parameter: string): number {
  const at = /^\d{4}-\d{2}-\d{2}/.test(given) ? parseInstant(given, timezone) : undefined
  if (at === undefined) throw new ServerError('instant_not_understood', { given, parameter })
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
