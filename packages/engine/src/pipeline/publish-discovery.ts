import { discoveredSource } from '../catalog/merge-definitions.ts'
import { type PublishedKind, publishedAs } from '../discovery/publish/published-as.ts'
import { EngineError } from '../errors.ts'
import type { Discovery } from '../records/discovery.ts'
import { type ApplyRequest, applyDefinitions } from './apply.ts'
import type { CheckedDefinitions } from './check-definitions.ts'
import { requireName } from './discovery-id.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireDiscovery } from './find-discovery.ts'
import { type Plan, type PlanProgress, planDefinitions } from './plan.ts'
import { retryMoved } from './retry-moved.ts'

export interface PublishRequest {
  readonly id: string
  /** The newest when none is named. */
  readonly round?: number
  readonly as: PublishedKind
  /** What the segmentation is called; as the discovery when nothing is said. */
  readonly segmentation?: string
  /** Shows what would change, and for whom; changes nothing. */
  readonly dryRun: boolean
  readonly author: string
  readonly defaults?: ApplyRequest['defaults']
  readonly progress?: (step: PlanProgress) => void
  readonly signal?: AbortSignal
}

export interface PublishReport {
  readonly segmentation: string
  readonly round: number
  /** The definitions as a file would have them. */
  readonly text: string
  /** What changes, or would, and for whom. */
  readonly plan: Plan
  /** The version in force now. */
  readonly version: number
  readonly stored: boolean
}

/**
 * Makes a discovery a segmentation of the workspace, stored as the next version of its definitions, and notes that in
 * the discovery. It stays until a file declares it, and is replaced when it is published again. Where
 * somebody changes other definitions meanwhile, it is planned anew.
 *
 * @throws EngineError `discovery_unknown`, `discovery_without_rules`, `name_in_use`, `discovery_not_applicable`,
 *   `definitions_moved`
 *
 * @example
 * await publishDiscovery(ports, { id: 'shoppers', as: 'rules', dryRun: false, author: 'anna' })
 */
export function publishDiscovery(ports: EnginePorts, request: PublishRequest): Promise<PublishReport> {
  return retryMoved(() => publish(ports, request))
}

async function publish(ports: EnginePorts, request: PublishRequest): Promise<PublishReport> {
  const { catalog, clock } = ports
  const { as, author, dryRun, progress, signal, defaults } = request
  const discovery = await requireDiscovery(catalog, request.id, request.round)
  const segmentation = requireName(request.segmentation ?? discovery.id)
  const { id, round } = discovery
  if (as === 'rules' && discovery.rules.groups.length === 0)
    throw new EngineError('discovery_without_rules', { id, as })
  const text = JSON.stringify(publishedAs(as, discovery, segmentation), null, 2)
  const files = [{ name: discoveredSource(segmentation), text }]
  const asked = { files, complete: false, ...(defaults && { defaults }) }
  const plan = await planDefinitions(ports, {
    ...asked,
    ...(progress && { progress }),
    ...(signal && { signal }),
  })
  requireApplicable(discovery, plan)
  if (dryRun) return { segmentation, round, text, plan, version: plan.version, stored: false }
  const note = `Discovery ${id}, round ${round}, as ${as}.`
  const { version, stored } = await applyDefinitions(ports, {
    ...asked,
    author,
    note,
    expected: plan.version,
  })
  await catalog.discoveries.notePublication(id, round, { as, segmentation, version, at: clock() })
  return { segmentation, round, text, plan, version, stored }
}

/** A segmentation that somebody wrote is not overwritten, and what it stands on must be defined still. */
function requireApplicable(discovery: Discovery, { problems, takenOver }: Plan): void {
  const [taken] = takenOver
  if (taken !== undefined) throw new EngineError('name_in_use', { name: taken.definition.id, by: taken.from })
  const first = problems.find(isError)
  if (first === undefined) return
  const { id, definitionsVersion: version } = discovery
  throw new EngineError('discovery_not_applicable', { id, version, problem: first.says })
}

function isError({ severity }: CheckedDefinitions['problems'][number]): boolean {
  return severity === 'error'
}
