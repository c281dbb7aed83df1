import { cliError } from '../errors.ts'

/** A number that an option was given. @throws CliError `not_a_number` */
export function numberOption(option: string, given: string): number {
  const number = Number(given)
  if (given.trim() !== '' && Number.isFinite(number)) return number
  throw cliError('not_a_number', { option, given })
}

/** A whole number that an option was given. @throws CliError `not_a_number` */
export function wholeOption(option: string, given: string): number {
  const number = numberOption(option, given)
  if (Number.isSafeInteger(number)) return number
  throw cliError('not_a_number', { option, given })
}
