import type { Proposal, ProposalStore } from '@kindred/engine'

/** Proposals in memory, oldest first. */
export class MemoryProposals implements ProposalStore {
  readonly #proposals = new Map<string, Proposal>()

  async add(proposal: Proposal): Promise<void> {
    this.#proposals.set(proposal.id, structuredClone(proposal))
  }

  async get(id: string): Promise<Proposal | undefined> {
    return this.#proposals.get(id)
  }

  async list({ state, limit }: Parameters<ProposalStore['list']>[0]): Promise<readonly Proposal[]> {
    const newest = [...this.#proposals.values()].reverse()
    return newest.filter(each => state === undefined || each.state === state).slice(0, limit)
  }

  async close(...[id, state, closed]: Parameters<ProposalStore['close']>): Promise<boolean> {
    const found = this.#proposals.get(id)
    if (found?.state !== 'open') return false
    this.#proposals.set(id, { ...found, state, closed })
    return true
  }
}
