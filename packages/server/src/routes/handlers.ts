import type { RouteId } from '@kindred/api'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'
import { auditHandlers } from './audit.ts'
import { customerHandlers } from './customers.ts'
import { definitionHandlers } from './definitions.ts'
import { discoveryHandlers } from './discoveries.ts'
import { erasureHandlers } from './erasures.ts'
import { healthHandlers } from './health.ts'
import { hookHandlers } from './hooks.ts'
import { identityHandlers } from './identities.ts'
import { importHandlers } from './imports.ts'
import { ingestHandlers } from './ingest.ts'
import { jobHandlers } from './jobs.ts'
import { keyHandlers } from './keys.ts'
import { liveHandlers } from './live.ts'
import { lookalikeHandlers } from './lookalikes.ts'
import { modelUpkeepHandlers } from './model-upkeep.ts'
import { modelHandlers } from './models.ts'
import { personalDataHandlers } from './personal-data.ts'
import { proposalHandlers } from './proposals.ts'
import { refreshHandlers } from './refreshes.ts'
import { segmentComparisonHandlers } from './segment-comparisons.ts'
import { segmentationHandlers } from './segmentations.ts'
import { segmentHandlers } from './segments.ts'
import { sessionHandlers } from './session.ts'
import { transitionHandlers } from './transitions.ts'
import { userHandlers } from './users.ts'
import { valueHandlers } from './values.ts'
import { workspaceHandlers } from './workspace.ts'

/** One handler for every route of the contract. */
export function allHandlers(services: Services): Handlers<RouteId> {
  return {
    ...healthHandlers({ ...services, ...services.engine }),
    ...workspaceHandlers(services),
    ...importHandlers(services),
    ...definitionHandlers(services),
    ...refreshHandlers(services),
    ...segmentHandlers(services),
    ...segmentComparisonHandlers(services),
    ...segmentationHandlers(services),
    ...customerHandlers(services),
    ...personalDataHandlers(services),
    ...erasureHandlers(services),
    ...ingestHandlers(services),
    ...transitionHandlers(services),
    ...hookHandlers(services),
    ...identityHandlers(services),
    ...liveHandlers(services),
    ...sessionHandlers(services),
    ...userHandlers(services),
    ...keyHandlers(services),
    ...auditHandlers(services),
    ...discoveryHandlers(services),
    ...modelHandlers(services),
    ...modelUpkeepHandlers(services),
    ...lookalikeHandlers(services),
    ...valueHandlers(services),
    ...jobHandlers(services),
    ...proposalHandlers(services),
  }
}
