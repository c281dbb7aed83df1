import { type Checked, referencesOf, type Subject, type Value } from '@kindred/language'
import type { Warehouse } from '../ports/warehouse.ts'
import type { CustomerHistory } from '../ports/warehouse-live.ts'

/**
 * Some customers at one instant with as much of their events as the conditions read: each once, all in one reading.
 *
 * @param customers - Ids; who is not known has no place in the answer.
 */
export async function plannedSubjects(
  warehouse: Pick<Warehouse, 'histories'>,
  customers: ReadonlySet<string>,
  conditions: readonly Checked[],
  asOf: number,
): Promise<ReadonlyMap<string, Subject>> {
  const subjects = new Map<string, Subject>()
  if (customers.size === 0) return subjects
  const query = { asOf, events: eventsOf(conditions), customers: [...customers].sort() }
  for await (const history of warehouse.histories(query)) subjects.set(history.id, subjectAt(history, asOf))
  return subjects
}

function eventsOf(conditions: readonly Checked[]) {
  const events = new Map<string, { readonly properties: string[] }>()
  for (const condition of conditions) {
    for (const [event, read] of referencesOf(condition).events) {
      const properties = new Set([...(events.get(event)?.properties ?? []), ...read])
      events.set(event, { properties: [...properties] })
    }
  }
  return events
}

function subjectAt({ id, attributes, events }: CustomerHistory, asOf: number): Subject {
  const known = new Map<string, Value>()
  for (const [name, { value }] of attributes) if (value !== undefined) known.set(name, value)
  return { id, attributes: known, events: events.filter(({ at }) => at <= asOf) }
}
