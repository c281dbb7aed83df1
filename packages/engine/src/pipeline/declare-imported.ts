import type { WrittenSettings } from '../catalog/files/read-definition-file.ts'
import { IMPORTED, mergeDefinitions } from '../catalog/merge-definitions.ts'
import type { ImportDeclarations } from '../imports/check-mapping.ts'
import type { Definitions } from '../records/definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { retryMoved } from './retry-moved.ts'
import { warehouseSchema } from './warehouse-schema.ts'

export interface ImportedDefinitions {
  readonly declares: ImportDeclarations
  readonly settings: WrittenSettings
  readonly author: string
}

/** The definitions with what an import declares; what a file declares in the meantime stands as it is. */
export function withImported(
  current: Definitions | undefined,
  { declares, settings }: Pick<ImportedDefinitions, 'declares' | 'settings'>,
): Definitions {
  const defaults = { file: 'kindred.config.yaml', settings }
  const { definitions } = mergeDefinitions({ current, files: [], complete: false, defaults })
  return {
    ...definitions,
    attributes: { ...attributesOf(declares), ...definitions.attributes },
    events: eventsWith(definitions, declares),
  }
}

/** Names an import declares, as a person reads them: `country`, `purchase`, `purchase.amount`. */
export function namesOf({ attributes, events }: ImportDeclarations, known: readonly string[] = []): string[] {
  const properties = Object.entries(events).flatMap(([event, types]) =>
    Object.keys(types).map(property => `${event}.${property}`),
  )
  return [
    ...Object.keys(attributes),
    ...Object.keys(events).filter(event => !known.includes(event)),
    ...properties,
  ]
}

/** Stores what an import declares as the next version. Columns first, as `applyDefinitions` does. */
export async function declareImported(ports: EnginePorts, imported: ImportedDefinitions): Promise<void> {
  if (namesOf(imported.declares).length === 0) return
  // Whoever changed the definitions meanwhile is not in the way: this only adds to what stands.
  await retryMoved(() => storeImported(ports, imported))
}

async function storeImported(ports: EnginePorts, imported: ImportedDefinitions): Promise<void> {
  const { catalog, warehouse, clock } = ports
  const current = await catalog.definitions.current()
  const definitions = withImported(current?.definitions, imported)
  await warehouse.declare(warehouseSchema(definitions))
  await catalog.definitions.store({
    definitions,
    author: imported.author,
    at: clock(),
    expected: current?.version ?? 0,
    note: 'declared by an import',
  })
}

function attributesOf({ attributes }: ImportDeclarations): Definitions['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, type]) => [name, { type, source: IMPORTED }]),
  )
}

function eventsWith(definitions: Definitions, declares: ImportDeclarations): Definitions['events'] {
  const events: Record<string, Definitions['events'][string]> = { ...definitions.events }
  for (const [event, types] of Object.entries(declares.events)) {
    const known = events[event]
    const fresh = Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { type }]))
    events[event] = { source: IMPORTED, ...known, properties: { ...fresh, ...known?.properties } }
  }
  return events
}
