import { expect, test } from 'vitest'
import type { ProposalStore } from '../ports/catalog.ts'
import type { Proposal } from '../records/proposal.ts'

const proposal: Proposal = {
  id: 'p1',
  author: 'mark@shop.example',
  at: 1_795_305_600_000,
  reason: 'l\'été: 100 % of "them" \u0000',
  files: [{ name: 'console:vip', text: '{"segments":{"vip":"true"}}' }],
  version: 3,
  definitions: [{ kind: 'segment', id: 'vip', owner: 'sales' }],
  state: 'open',
}

/** What was proposed, in every catalog. */
export function proposalCases(store: () => ProposalStore): void {
  test('proposals are kept whole, newest first', async () => {
    const proposals = store()
    await proposals.add(proposal)
    await proposals.add({ ...proposal, id: 'p2' })
    expect(await proposals.get('p1')).toEqual(proposal)
    expect(await proposals.get('p3')).toBeUndefined()
    expect((await proposals.list({ limit: 9 })).map(({ id }) => id)).toEqual(['p2', 'p1'])
    expect((await proposals.list({ limit: 1, state: 'open' })).map(({ id }) => id)).toEqual(['p2'])
  })

  test('one is decided on once', async () => {
    const proposals = store()
    const closed = { by: 'sally', at: 5, note: 'not now' }
    expect(await proposals.close('p1', 'refused', closed)).toBe(true)
    expect(await proposals.close('p1', 'accepted', { by: 'ada', at: 6 })).toBe(false)
    expect(await proposals.close('p3', 'accepted', { by: 'ada', at: 6 })).toBe(false)
    expect(await proposals.get('p1')).toEqual({ ...proposal, state: 'refused', closed })
    expect((await proposals.list({ limit: 9, state: 'open' })).map(({ id }) => id)).toEqual(['p2'])
    expect((await proposals.list({ limit: 9, state: 'refused' })).map(({ id }) => id)).toEqual(['p1'])
  })
}
