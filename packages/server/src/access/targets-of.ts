import { createHmac } from 'node:crypto'
import type { Route } from '@kindred/api'

/** How a customer is called in the audit log: the same each time, and no way back to her id but by trying ids. */
export function pseudonymOf(workspace: string, customer: string): string {
  return `~${createHmac('sha256', workspace).update(customer).digest('hex').slice(0, 16)}`
}

/** Longer names are cut: none of a definition is. */
const LONGEST = 300
const MOST = 50

/**
 * What a call is about, as the audit log names it. @param workspace - Its id: pseudonyms of another workspace are others.
 *
 * @example
 * targetsOf(contract.segmentHistory, { id: 'vip' }, workspace)   // ['definition:vip']
 */
export function targetsOf({ about }: Pick<Route, 'about'>, given: unknown, workspace: string): string[] {
  const inputs = new Map(Object.entries(given ?? {}))
  return Object.entries(about).flatMap(([subject, input]) =>
    namesIn(inputs.get(input)).map(name =>
      subject === 'customer'
        ? `customer:${pseudonymOf(workspace, name)}`
        : `${subject}:${name.slice(0, LONGEST)}`,
    ),
  )
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.slice(0, MOST).map(String)
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}
