import { formatInstant } from '@kindred/language'
import { EngineError } from '../errors.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requirePassed } from './require-passed.ts'

/** The instant a question without one is about: that of the last refresh, so that all answers agree; else now. */
export async function presentInstant({ catalog, clock }: EnginePorts): Promise<number> {
  return (await catalog.refreshes.current())?.asOf ?? clock()
}

/** One customer as of an instant. @throws EngineError `customer_unknown` (without her id: it is hers), `instant_to_come`. */
export async function customerAt(
  ports: EnginePorts,
  current: CurrentDefinitions,
  id: string,
  asOf: number,
): Promise<CustomerRecord> {
  requirePassed(ports, current, asOf)
  const record = await ports.warehouse.customer(id, asOf)
  if (record !== undefined) return record
  throw new EngineError('customer_unknown', { at: formatInstant(asOf, current.compiled.vocabulary.timezone) })
}
