import type { WarehouseCounts } from '@kindred/engine'
import type { MemoryData } from './memory-data.ts'

export function counts(data: MemoryData): WarehouseCounts {
  const perEvent = new Map<string, number>()
  const ids = [...data.ids()]
  const instants: number[] = []
  for (const { event, at } of ids.flatMap(id => data.events.of(id, Number.POSITIVE_INFINITY))) {
    perEvent.set(event, (perEvent.get(event) ?? 0) + 1)
    instants.push(at)
  }
  instants.sort((a, b) => a - b)
  return {
    customers: ids.length,
    events: instants.length,
    perEvent,
    firstEventAt: instants[0],
    lastEventAt: instants.at(-1),
  }
}
