import { type Editor, requireOwner } from '../access/ownership.ts'
import { isSame } from '../catalog/difference/difference-of-definitions.ts'
import { EngineError } from '../errors.ts'
import {
  type CheckedDefinitions,
  checkDefinitions,
  type DefinitionsRequest,
  isStorable,
} from './check-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { warehouseSchema } from './warehouse-schema.ts'

export interface ApplyRequest extends DefinitionsRequest {
  readonly author: string
  readonly note?: string
  /** The version this was planned against; another one stored since is refused. */
  readonly expected?: number
  /** Who may change only what is hers, or nobody's; absent: everything may be changed. */
  readonly editor?: Editor
}

export interface ApplyReport
  extends Pick<CheckedDefinitions, 'problems' | 'changes' | 'settings' | 'takenOver'> {
  /** The version in force now. */
  readonly version: number
  /** Whether it is a new one: false when a problem is an error, or when nothing differs from what was stored. */
  readonly stored: boolean
}

/**
 * Checks definition files together with what is stored, and stores them as the next version: whole or not at all.
 *
 * Columns are added to the warehouse before the version is stored, so that nothing in force ever reads one that is
 * not there; if the storing fails, what is left is an empty column that the next try finds in place.
 *
 * @returns Every problem; with an error among them nothing was stored.
 * @throws EngineError `definitions_moved` when another version was stored meanwhile; `not_owner`.
 *
 * @example
 * const { stored, problems } = await applyDefinitions(ports, { files, complete: true, author: 'anna' })
 */
export async function applyDefinitions(ports: EnginePorts, request: ApplyRequest): Promise<ApplyReport> {
  const { catalog, warehouse, clock } = ports
  const checked = await checkDefinitions(catalog, request)
  const found = checked.current?.version ?? 0
  const expected = request.expected ?? found
  if (found !== expected) throw new EngineError('definitions_moved', { expected, found })
  const { problems, changes, settings, takenOver } = checked
  const report = { problems, changes, settings, takenOver }
  const isFirst = checked.current === undefined
  if (!isStorable(checked) || (isSame(checked) && !isFirst))
    return { ...report, version: found, stored: false }
  if (request.editor !== undefined) requireOwner(request.editor, checked.current?.definitions, changes)
  const { definitions } = checked.compiled
  await warehouse.declare(warehouseSchema(definitions))
  const { author, note } = request
  const next = { definitions, author, at: clock(), expected, ...(note !== undefined && { note }) }
  return { ...report, version: await catalog.definitions.store(next), stored: true }
}
