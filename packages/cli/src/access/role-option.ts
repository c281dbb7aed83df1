import { type Role, roles } from '@kindred/api'
import { cliError } from '../errors.ts'

/** A role that an option was given. @throws CliError `not_a_choice` */
export function roleOption(option: string, given: string): Role {
  const role = roles.find(each => each === given)
  if (role !== undefined) return role
  throw cliError('not_a_choice', { option, given, choices: roles.join(', ') })
}
