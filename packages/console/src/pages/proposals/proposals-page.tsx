import type { WireProposal } from '@kindred/api'
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant } from '../../ui/format.ts'
import { ListWithDialogs, stateColumn } from '../../ui/list-with-dialogs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { OneProposal } from './one-proposal.tsx'

const colours = { open: 'blue', accepted: 'gray', refused: 'yellow' } as const

function columnsOf(timezone: string): readonly Column<WireProposal>[] {
  return [
    { id: 'reason', label: 'Why', value: ({ reason }) => reason },
    { id: 'by', label: 'By', value: ({ author }) => author },
    { id: 'at', label: 'On', value: ({ at }) => at, cell: ({ at }) => formatInstant(at, timezone) },
    { id: 'owner', label: 'Decided by', value: proposal => ownersOf(proposal) },
    stateColumn(colours),
  ]
}

function changeOf({ definitions }: WireProposal): string {
  return definitions.map(({ definition }) => `${definition.kind} ${definition.id}`).join(', ')
}

function ownersOf({ definitions, closed }: WireProposal): string {
  if (closed !== null) return closed.by
  const owners = new Set(definitions.map(({ owner }) => owner ?? 'anybody who may change definitions'))
  return [...owners].join(', ')
}

/** Changes that somebody asks the owner of a definition to make. */
export function ProposalsPage(): ReactNode {
  const { search, change } = useAddress()
  const state = search.state === 'all' ? 'all' : 'open'
  const query = useQuery(queries.proposals(state))
  const { timezone } = useUnits()
  const choice = (
    <SegmentedControl
      aria-label="Which proposals"
      size="xs"
      value={state}
      onChange={next => change({ state: next === 'all' ? 'all' : '' })}
      data={[
        { value: 'open', label: 'To be decided' },
        { value: 'all', label: 'All' },
      ]}
    />
  )
  return (
    <Page
      title="Proposals"
      lead="What people ask the owners of segments to change. Nothing changes before one of them accepts."
      actions={choice}
    >
      <Loaded query={query}>
        {({ proposals }) => (
          <ListWithDialogs
            at="proposal"
            label="Proposals"
            noun="proposal"
            opens={{ id: 'what', label: 'Change of', value: changeOf }}
            columns={columnsOf(timezone)}
            rows={proposals}
            sorted="-at"
            titleOf={proposal => `Change of ${changeOf(proposal)}`}
            one={proposal => <OneProposal proposal={proposal} />}
            size="xl"
            empty={
              <Empty says="Nothing is to be decided.">
                Who may not change a segment proposes it, in its editor.
              </Empty>
            }
          />
        )}
      </Loaded>
    </Page>
  )
}
