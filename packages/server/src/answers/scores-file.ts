import type { Members, ScoredCustomers } from '@kindred/engine'
import type { SentFile } from '../http/handler.ts'
import { membersFile } from './members-file.ts'

/** Customers with their score as CSV, highest first. */
export function scoresFile({ model, version, asOf, highest }: ScoredCustomers): SentFile {
  const members: Members = { asOf, columns: [{ name: 'score', type: 'number' }], rows: rowsOf(highest) }
  return membersFile(`${model}-${version}`, 'csv', members)
}

async function* rowsOf(highest: ScoredCustomers['highest']): Members['rows'] {
  for (const { customer, score } of highest) yield { customer, values: [score] }
}
