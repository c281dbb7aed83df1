import { auditRoutes } from './audit.ts'
import { customerRoutes } from './customers.ts'
import { definitionRoutes } from './definitions.ts'
import { discoveryRoutes } from './discoveries.ts'
import { erasureRoutes } from './erasures.ts'
import { healthRoutes } from './health.ts'
import { hookRoutes } from './hooks.ts'
import { identityRoutes } from './identities.ts'
import { importRoutes } from './imports.ts'
import { ingestRoutes } from './ingest.ts'
import { jobRoutes } from './jobs.ts'
import { keyRoutes } from './keys.ts'
import { liveRoutes } from './live.ts'
import { lookalikeRoutes } from './lookalikes.ts'
import { modelUpkeepRoutes } from './model-upkeep.ts'
import { modelRoutes } from './models.ts'
import { personalDataRoutes } from './personal-data.ts'
import { proposalRoutes } from './proposals.ts'
import { refreshRoutes } from './refreshes.ts'
import { segmentComparisonRoutes } from './segment-comparisons.ts'
import { segmentationRoutes, segmentRoutes } from './segments.ts'
import { sessionRoutes } from './session.ts'
import { transitionRoutes } from './transitions.ts'
import { userRoutes } from './users.ts'
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
  ...segmentComparisonRoutes,
  ...segmentationRoutes,
  ...customerRoutes,
  ...personalDataRoutes,
  ...erasureRoutes,
  ...ingestRoutes,
  ...transitionRoutes,
  ...hookRoutes,
  ...identityRoutes,
  ...liveRoutes,
  ...discoveryRoutes,
  ...modelRoutes,
  ...modelUpkeepRoutes,
  ...lookalikeRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...keyRoutes,
  ...auditRoutes,
  ...valueRoutes,
  ...jobRoutes,
  ...proposalRoutes,
}

export type Contract = typeof contract
export type RouteId = keyof Contract
