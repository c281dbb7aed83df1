import { type Editor, requireOwner } from '../access/ownership.ts'
import type { DefinitionProblem } from '../catalog/definition-problem.ts'
import { isSame } from '../catalog/difference/difference-of-definitions.ts'
import { nameOfDefinition, sections } from '../catalog/path-words.ts'
import { EngineError } from '../errors.ts'
import type { Catalog } from '../ports/catalog.ts'
import type { Definitions } from '../records/definitions.ts'
import type { Proposal } from '../records/proposal.ts'
import { type ApplyReport, applyDefinitions } from './apply.ts'
import { checkDefinitions, type DefinitionsRequest, isStorable } from './check-definitions.ts'
import { currentDefinitions, definitionsAt } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { retryMoved } from './retry-moved.ts'

export interface ProposeRequest extends Pick<DefinitionsRequest, 'files' | 'defaults'> {
  readonly id: string
  readonly author: string
  readonly reason: string
}

export interface ProposeReport {
  /** All of them; with an error among them nothing is proposed. */
  readonly problems: readonly DefinitionProblem[]
  readonly proposal?: Proposal
}

/** Keeps a change for those whose definitions it is about to decide on. @throws EngineError `nothing_proposed` */
export async function proposeDefinitions(
  { catalog, clock }: Pick<EnginePorts, 'catalog' | 'clock'>,
  { files, defaults, ...proposed }: ProposeRequest,
): Promise<ProposeReport> {
  const checked = await checkDefinitions(catalog, {
    ...{ files, complete: false },
    ...(defaults && { defaults }),
  })
  const { problems, current, changes } = checked
  if (!isStorable(checked)) return { problems }
  if (isSame(checked)) throw new EngineError('nothing_proposed', {})
  const definitions = changes
    .filter(({ change }) => change !== 'through')
    .map(({ definition }) => ({ ...definition, ...ownerOf(current?.definitions, definition) }))
  const proposal: Proposal = {
    ...{ ...proposed, at: clock(), files, version: current?.version ?? 0, definitions },
    state: 'open',
  }
  await catalog.proposals.add(proposal)
  return { problems, proposal }
}

type Ref = Pick<Proposal['definitions'][number], 'kind' | 'id'>

function ownerOf(definitions: Definitions | undefined, { kind, id }: Ref): { readonly owner?: string } {
  const owner = definitions?.[sections[kind]][id]?.owner
  return owner === undefined ? {} : { owner }
}

export interface DecideRequest {
  readonly id: string
  /** Who decides. */
  readonly by: string
  /** Absent: she may decide everything. */
  readonly editor?: Editor
}

/**
 * Makes the change, if it is hers who decides and nobody has changed what it is about since it was proposed.
 *
 * @throws EngineError `proposal_unknown`, `proposal_closed`, `proposal_outdated`, `not_owner`, `definitions_moved`
 */
export function acceptProposal(
  ports: EnginePorts,
  request: DecideRequest & Pick<DefinitionsRequest, 'defaults'>,
): Promise<ApplyReport> {
  return retryMoved(() => makeProposed(ports, request))
}

async function makeProposed(
  ports: EnginePorts,
  { id, by, editor, defaults }: DecideRequest & Pick<DefinitionsRequest, 'defaults'>,
): Promise<ApplyReport> {
  const { catalog, clock } = ports
  const proposal = await requireOpen(catalog, id)
  const expected = await requireUnchanged(catalog, proposal)
  const { files, author, reason } = proposal
  const report = await applyDefinitions(ports, {
    ...{ files, complete: false, author: by, expected },
    note: `Proposed by ${author}: ${reason}`,
    ...(editor && { editor }),
    ...(defaults && { defaults }),
  })
  if (report.stored) await catalog.proposals.close(id, 'accepted', { by, at: clock() })
  return report
}

/** Ends one without making the change; its author may too. @throws EngineError as `acceptProposal` */
export async function refuseProposal(
  { catalog, clock }: Pick<EnginePorts, 'catalog' | 'clock'>,
  { id, by, editor, note }: DecideRequest & { readonly note?: string },
): Promise<Proposal> {
  const proposal = await requireOpen(catalog, id)
  const current = await currentDefinitions(catalog)
  if (editor !== undefined && by !== proposal.author) {
    const changes = proposal.definitions.map(definition => ({ definition, change: 'changed' as const }))
    requireOwner(editor, current?.definitions, changes)
  }
  const closed = { by, at: clock(), ...(note === undefined ? {} : { note }) }
  await catalog.proposals.close(id, 'refused', closed)
  return { ...proposal, state: 'refused', closed }
}

async function requireOpen({ proposals }: Catalog, id: string): Promise<Proposal> {
  const proposal = await proposals.get(id)
  if (proposal === undefined) throw new EngineError('proposal_unknown', { id })
  if (proposal.state !== 'open')
    throw new EngineError('proposal_closed', { state: proposal.state, by: proposal.closed?.by ?? '' })
  return proposal
}

/** @returns the version in force. */
async function requireUnchanged(catalog: Catalog, { version, definitions }: Proposal): Promise<number> {
  const current = await currentDefinitions(catalog)
  const before = version === 0 ? undefined : await definitionsAt(catalog, version)
  const textOf = (of: Definitions | undefined, { kind, id }: Ref) => JSON.stringify(of?.[sections[kind]][id])
  const changed = definitions.find(
    each => textOf(before?.definitions, each) !== textOf(current?.definitions, each),
  )
  if (changed !== undefined)
    throw new EngineError('proposal_outdated', { definition: nameOfDefinition(changed) })
  return current?.version ?? 0
}
