import type { WireProposal } from '@kindred/api'
import { Badge, Button, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { OneProposal } from './one-proposal.tsx'

const colours = { open: 'blue', accepted: 'gray', refused: 'yellow' } as const

function columnsOf(timezone: string, open: (id: string) => void): readonly Column<WireProposal>[] {
  return [
    {
      id: 'what',
      label: 'Change of',
      value: changeOf,
      cell: proposal => (
        <Button size="compact-sm" variant="default" onClick={() => open(proposal.id)}>
          {changeOf(proposal)}
        </Button>
      ),
    },
    { id: 'reason', label: 'Why', value: ({ reason }) => reason },
    { id: 'by', label: 'By', value: ({ author }) => author },
    { id: 'at', label: 'On', value: ({ at }) => at, cell: ({ at }) => formatInstant(at, timezone) },
    { id: 'owner', label: 'Decided by', value: proposal => ownersOf(proposal) },
    {
      id: 'state',
      label: 'State',
      value: ({ state }) => state,
      cell: ({ state }) => (
        <Badge variant="light" color={colours[state]} tt="none">
          {state}
        </Badge>
      ),
    },
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
        {({ proposals }) => {
          const chosen = proposals.find(({ id }) => id === search.proposal)
          return (
            <>
              <DataTable
                label="Proposals"
                noun="proposal"
                columns={columnsOf(timezone, id => change({ proposal: id }, 'push'))}
                rows={proposals}
                keyOf={({ id }) => id}
                sorted="-at"
                empty={
                  <Empty says="Nothing is to be decided.">
                    Who may not change a segment proposes it, in its editor.
                  </Empty>
                }
              />
              <Dialog
                isOpen={chosen !== undefined}
                close={() => change({ proposal: '' })}
                title={chosen === undefined ? '' : `Change of ${changeOf(chosen)}`}
                size="xl"
              >
                {chosen !== undefined && <OneProposal key={chosen.id} proposal={chosen} />}
              </Dialog>
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}
