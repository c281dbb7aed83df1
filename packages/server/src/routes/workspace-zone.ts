import { currentDefinitions } from '@kindred/engine'
import type { Services } from '../services.ts'

/** The zone on whose clocks a request's instants are meant; UTC until something is defined. */
export async function workspaceZone({ engine }: Services): Promise<string> {
  return (await currentDefinitions(engine.catalog))?.compiled.vocabulary.timezone ?? 'UTC'
}
