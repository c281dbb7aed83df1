import { cliError } from '../errors.ts'

const units = ['day', 'week', 'month', 'quarter', 'year'] as const

/** A unit of the calendar, as `--every` takes it. @throws CliError `not_a_choice` */
export function unitOption(given: string): (typeof units)[number] {
  const unit = units.find(each => each === given)
  if (unit !== undefined) return unit
  throw cliError('not_a_choice', { option: '--every', given, choices: units.join(', ') })
}
