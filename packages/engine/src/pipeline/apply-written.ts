import { EngineError } from '../errors.ts'
import { type ApplyRequest, applyDefinitions } from './apply.ts'
import type { EnginePorts } from './engine-ports.ts'
import { type Plan, type PlanProgress, planDefinitions } from './plan.ts'
import { retryMoved } from './retry-moved.ts'

export interface WriteRequest {
  /** What the definitions remember as where they come from; what came from it before is replaced. */
  readonly source: string
  /** As a definition file has them. */
  readonly definitions: object
  readonly note: string
  /** Shows what would change, and for whom; changes nothing. */
  readonly dryRun: boolean
  readonly author: string
  readonly defaults?: ApplyRequest['defaults']
  readonly progress?: (step: PlanProgress) => void
  readonly signal?: AbortSignal
}

export interface WrittenDefinitions {
  /** What changes, or would, and for whom. */
  readonly plan: Plan
  /** The version of the definitions in force now. */
  readonly version: number
  readonly stored: boolean
}

/**
 * Writes definitions that no file has: plans them, and stores them as the next version unless it is a dry run. Where
 * somebody changes others meanwhile, it is planned anew.
 *
 * @throws EngineError `name_in_use`, `definitions_have_problems`, `definitions_moved`
 */
export function applyWritten(ports: EnginePorts, request: WriteRequest): Promise<WrittenDefinitions> {
  return retryMoved(() => planAndStore(ports, request))
}

async function planAndStore(ports: EnginePorts, request: WriteRequest): Promise<WrittenDefinitions> {
  const { source, definitions, note, dryRun, author, defaults, progress, signal } = request
  const files = [{ name: source, text: JSON.stringify(definitions, null, 2) }]
  const asked = { files, complete: false, ...(defaults && { defaults }) }
  const plan = await planDefinitions(ports, {
    ...asked,
    ...(progress && { progress }),
    ...(signal && { signal }),
  })
  requireApplicable(plan)
  if (dryRun) return { plan, version: plan.version, stored: false }
  const { version, stored } = await applyDefinitions(ports, {
    ...{ ...asked, author, note },
    expected: plan.version,
  })
  return { plan, version, stored }
}

function requireApplicable({ problems, takenOver }: Plan): void {
  const [taken] = takenOver
  if (taken !== undefined) throw new EngineError('name_in_use', { name: taken.definition.id, by: taken.from })
  const found = problems.filter(({ severity }) => severity === 'error')
  const [first] = found
  if (first !== undefined)
    throw new EngineError('definitions_have_problems', {
      count: found.length,
      first: `${first.says} ${first.remedy}`,
    })
}
