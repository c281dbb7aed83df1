import type { Batch } from '../../append/storable-batch.ts'

export const customersOfBatch = 10
export const eventsOfBatch = 400

/** A batch whose parts all carry its number, so that one that is not whole can be seen: customers of its own, and events of theirs. */
export function numberedBatch(batch: number): Batch {
  const at = Date.UTC(2026, 0, 1) + batch * 60_000
  const customer = (position: number) => `customer ${batch}.${position % customersOfBatch}`
  return {
    customers: Array.from({ length: customersOfBatch }, (_, position) => ({
      id: customer(position),
      since: at,
      attributes: new Map([['step', batch]]),
    })),
    events: Array.from({ length: eventsOfBatch }, (_, position) => ({
      id: `event ${batch}.${position}`,
      customer: customer(position),
      event: 'visit',
      at,
      properties: new Map([['step', batch]]),
    })),
  }
}
