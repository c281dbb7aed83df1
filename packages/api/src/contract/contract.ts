import { customerRoutes } from './customers.ts'
import { definitionRoutes } from './definitions.ts'
import { discoveryRoutes } from './discoveries.ts'
import { healthRoutes } from './health.ts'
import { hookRoutes } from './hooks.ts'
import { identityRoutes } from './identities.ts'
import { importRoutes } from './imports.ts'
import { ingestRoutes } from './ingest.ts'
import { liveRoutes } from './live.ts'
import { modelRoutes } from './models.ts'
import { refreshRoutes } from './refreshes.ts'
import { segmentationRoutes, segmentRoutes } from './segments.ts'
import { transitionRoutes } from './transitions.ts'
import { valueRoutes } from './values.ts'
import { workspaceRoutes } from './workspace.ts'

/** Every route by its name: what the server mounts and what the client offers are made from this table. */
export const contract = {
  ...healthRoutes,
  ...workspaceRoutes,
  ...importRoutes,
  ...definitionRoutes,
  ...refreshRoutes,
  ...segmentRoutes,
  ...segmentationRoutes,
  ...customerRoutes,
  ...ingestRoutes,
  ...transitionRoutes,
  ...hookRoutes,
  ...identityRoutes,
  ...liveRoutes,
  ...discoveryRoutes,
  ...modelRoutes,
  ...valueRoutes,
}

export type Contract = typeof contract
export type RouteId = keyof Contract
