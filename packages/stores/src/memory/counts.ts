import type { WarehouseCounts } from '@kindred/engine'
import type { MemoryData } from './memory-data.ts'

export function counts({ customers, events }: MemoryData): WarehouseCounts {
  const perEvent = new Map<string, number>()
  let firstEventAt: number | undefined
  let lastEventAt: number | undefined
  for (const { event, at } of events.all()) {
    perEvent.set(event, (perEvent.get(event) ?? 0) + 1)
    firstEventAt = Math.min(at, firstEventAt ?? at)
    lastEventAt = Math.max(at, lastEventAt ?? at)
  }
  return { customers: customers.size, events: events.size, perEvent, firstEventAt, lastEventAt }
}
