import { type RefreshReport, refreshAll } from '@kindred/engine'
import { optionalReadInstant } from '../answers/read-instant.ts'
import { refreshSummary } from '../answers/refresh-summary.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { workspaceZone } from './workspace-zone.ts'

export function refreshHandlers(services: Services): Handlers<'refresh' | 'refreshes'> {
  const { engine } = services
  return {
    async refresh({ as_of }, { progress, signal }) {
      const asOf = optionalReadInstant(as_of, await workspaceZone(services), 'as_of')
      const report = await refreshAll(engine, { progress, signal, ...(asOf === undefined ? {} : { asOf }) })
      services.live.soon()
      return reportOf(report)
    },
    async refreshes({ limit }) {
      const refreshes = await engine.catalog.refreshes.list({ limit })
      return { refreshes: refreshes.map(refreshSummary) }
    },
  }
}

function reportOf({ refresh, current, moves }: RefreshReport) {
  const failures = new Map(
    refresh.results.flatMap(({ kind, id, failure, servedFrom }) =>
      failure === undefined ? [] : [[`${kind} ${id}`, { kind, id, failure, servedFrom }]],
    ),
  )
  const ids = (kind: 'segment' | 'segmentation') =>
    new Set(refresh.results.filter(result => result.kind === kind && !result.failure).map(({ id }) => id))
      .size
  return {
    refresh: refreshSummary(refresh),
    current,
    segments: ids('segment'),
    segmentations: ids('segmentation'),
    moves: { ...moves },
    failures: [...failures.values()].map(({ kind, id, failure, servedFrom }) => ({
      definition: { kind, id },
      ...failure,
      ...(servedFrom === undefined ? {} : { served_from: servedFrom }),
    })),
  }
}
