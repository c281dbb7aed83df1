import { randomUUID } from 'node:crypto'
import type { WireProposal } from '@kindred/api'
import { acceptProposal, mayChange, type Proposal, proposeDefinitions, refuseProposal } from '@kindred/engine'
import { CONFIG_FILE } from '@kindred/stores/workspace'
import { authorOf, editorOf, mayDo, type Principal } from '../access/principal.ts'
import { problemAnswer } from '../answers/definition-change-answer.ts'
import { instantText } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

type ProposalRoutes = 'propose' | 'proposals' | 'acceptProposal' | 'refuseProposal'

export function proposalHandlers({ engine, settings, live }: Services): Handlers<ProposalRoutes> {
  const defaults = { file: CONFIG_FILE, settings }
  return {
    async propose({ files, reason }, { principal, isAbout }) {
      const author = authorOf(principal, undefined)
      const asked = { id: randomUUID(), author, reason, files, defaults }
      const { problems, proposal } = await proposeDefinitions(engine, asked)
      for (const { id } of proposal?.definitions ?? []) isAbout('definition', id)
      return {
        problems: problems.map(problemAnswer),
        ...(proposal === undefined ? {} : { proposal: proposalAnswer(proposal, principal) }),
      }
    },
    async proposals({ state, limit }, { principal }) {
      const listed = await engine.catalog.proposals.list({ limit, ...(state === 'open' && { state }) })
      return { proposals: listed.map(each => proposalAnswer(each, principal)) }
    },
    async acceptProposal({ id }, { principal, isAbout }) {
      const { version, stored, problems, changes } = await acceptProposal(engine, {
        ...decisionOf(principal, id),
        defaults,
      })
      for (const { definition } of changes) isAbout('definition', definition.id)
      if (stored) live.soon()
      return { version, stored, problems: problems.map(problemAnswer) }
    },
    async refuseProposal({ id, note }, { principal, isAbout }) {
      const asked = { ...decisionOf(principal, id), ...(note === undefined ? {} : { note }) }
      const refused = await refuseProposal(engine, asked)
      for (const { id: definition } of refused.definitions) isAbout('definition', definition)
      return proposalAnswer(refused, principal)
    },
  }
}

function decisionOf(principal: Principal, id: string) {
  const editor = editorOf(principal)
  return { id, by: authorOf(principal, undefined), ...(editor === undefined ? {} : { editor }) }
}

function proposalAnswer(
  { at, files, definitions, closed, ...rest }: Proposal,
  principal: Principal,
): WireProposal {
  const editor = editorOf(principal)
  const isHers = (owner: string | undefined) => editor === undefined || mayChange(editor, owner)
  return {
    ...rest,
    at: instantText(at),
    files: files.map(file => ({ ...file })),
    definitions: definitions.map(({ owner, ...definition }) => ({
      definition,
      ...(owner === undefined ? {} : { owner }),
    })),
    closed: closed === undefined ? null : { ...closed, at: instantText(closed.at) },
    decides: mayDo(principal, 'definitions:write') && definitions.every(each => isHers(each.owner)),
  }
}
