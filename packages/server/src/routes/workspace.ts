import { type CurrentDefinitions, type Definitions, summariseWorkspace } from '@kindred/engine'
import { refreshSummary } from '../answers/refresh-summary.ts'
import { instantText, optionalInstant } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

export function workspaceHandlers({ engine }: Services): Handlers<'workspace'> {
  return {
    async workspace() {
      const { counts, batch, definitions, refresh } = await summariseWorkspace(engine)
      return {
        ...settingsOf(definitions?.definitions),
        customers: counts.customers,
        events: counts.events,
        per_event: [...counts.perEvent].map(([event, events]) => ({ event, events })),
        first_event_at: optionalInstant(counts.firstEventAt),
        last_event_at: optionalInstant(counts.lastEventAt),
        batch,
        definitions: definitions === undefined ? null : versionOf(definitions),
        refresh: refresh === undefined ? null : refreshSummary(refresh),
      }
    },
  }
}

function settingsOf(definitions: Definitions | undefined) {
  const settings = definitions?.settings
  return {
    workspace: settings?.workspace ?? '',
    timezone: settings?.timezone ?? 'UTC',
    currency: settings?.currency ?? 'EUR',
    week_starts: days[(settings?.weekStart ?? 1) - 1] ?? 'monday',
    ...(settings?.value === undefined ? {} : { value: settings.value }),
  }
}

function versionOf({ version, author, at, definitions }: CurrentDefinitions) {
  const count = (section: Record<string, unknown>) => Object.keys(section).length
  return {
    version,
    author,
    at: instantText(at),
    counts: {
      attributes: count(definitions.attributes),
      events: count(definitions.events),
      features: count(definitions.features),
      segments: count(definitions.segments),
      segmentations: count(definitions.segmentations),
      lists: count(definitions.lists),
      places: count(definitions.places),
    },
  }
}
