import { setTimeout as pause } from 'node:timers/promises'
import { type CustomerPatch, EngineError } from '@kindred/engine'
import { ServerError } from '../errors.ts'
import type { Services } from '../services.ts'

/** How long the warehouse is waited for, in milliseconds: it is told in any case. */
const PATIENCE = 2_000

/**
 * Says something of a customer, to whoever knows her first: the live half where it runs, else the warehouse.
 *
 * @throws EngineError `customer_erased`
 */
export async function sayPatch({ live, engine }: Services, patch: CustomerPatch): Promise<void> {
  const running = live.running
  if (running === undefined) {
    await engine.warehouse.append({ customers: [patch], events: [] })
    return
  }
  const attributes = Object.fromEntries([...patch.attributes].map(([name, value]) => [name, value ?? null]))
  const [outcome] = await running.ingest([
    { kind: 'customer', customer: patch.id, since: patch.since, attributes },
  ])
  if (outcome?.outcome === 'refused') {
    if (outcome.code === 'customer_erased') throw new EngineError('customer_erased', {})
    throw new ServerError('request_invalid', { route: 'recordConsent', parts: [outcome.says] })
  }
  await Promise.race([running.drained(), pause(PATIENCE, undefined, { ref: false })])
}
