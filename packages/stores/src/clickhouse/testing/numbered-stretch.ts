import type { Delivery } from '@kindred/engine'
import { numberedBatch } from './numbered-batch.ts'

/** A stretch of the outbox whose parts all carry its number: a numbered batch, and a move of each of its customers. */
export function numberedStretch(number: number): Delivery {
  const { customers, events } = numberedBatch(number)
  const transitions = customers.map(({ id, since }, position) => ({
    seq: number * 1_000 + position,
    at: since,
    kind: 'segment' as const,
    definition: 'visitors',
    customer: id,
    from: 'out',
    to: 'in',
    cause: 'data' as const,
  }))
  return { id: `stretch ${number}`, customers, events, transitions }
}

/** Two of its customers become one; every other time they are parted again. */
export function numberedMerge(number: number) {
  return {
    id: `merge ${number}`,
    from: `customer ${number}.0`,
    into: `customer ${number}.1`,
    at: Date.UTC(2026, 0, 2),
    isUndone: number % 2 === 1,
  }
}
