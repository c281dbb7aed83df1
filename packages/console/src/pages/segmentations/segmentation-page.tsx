import type { WireSegmentation } from '@kindred/api'
import { Alert, Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { queries } from '../../data/queries.ts'
import { Empty } from '../../ui/empty.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { Members } from '../segments/members.tsx'
import { Classes } from './classes.tsx'
import { Migration } from './migration.tsx'
import { RfmGrid } from './rfm-grid.tsx'

/** One segmentation: its classes by size and value, who moved between them, who is in each. */
export function SegmentationPage(): ReactNode {
  const id: string = useParams({ strict: false }).id ?? ''
  const query = useQuery(queries.segmentations())
  return (
    <Loaded query={query} lines={8}>
      {({ segmentations, refresh }) => {
        const found = segmentations.find(each => each.id === id)
        if (found !== undefined) return <Known segmentation={found} asOf={refresh?.as_of} />
        return (
          <Page title="Segmentations">
            <Empty says={`There is no segmentation “${id}”.`}>
              <Link to="/segmentations">All segmentations</Link>
            </Empty>
          </Page>
        )
      }}
    </Loaded>
  )
}

function Known({
  segmentation,
  asOf,
}: {
  segmentation: WireSegmentation
  asOf: string | undefined
}): ReactNode {
  const { search, change } = useAddress()
  const { id, name, owner, failure, kind } = segmentation
  const shown = search.class
  return (
    <Page title={name} lead={owner === undefined ? 'Nobody owns it.' : `Owned by ${owner}.`}>
      {failure !== undefined && (
        <Alert color="red" title={failure.says}>
          {failure.remedy}
        </Alert>
      )}
      <Tabs
        value={search.tab ?? 'classes'}
        onChange={tab => change({ tab: tab === 'classes' ? '' : (tab ?? '') }, 'push')}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="classes">Classes</Tabs.Tab>
          <Tabs.Tab value="migration">Who moved</Tabs.Tab>
          {shown !== undefined && <Tabs.Tab value="members">In {shown}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="classes" pt="md">
          <Stack gap="lg">
            {kind === 'rfm' && <RfmGrid segmentation={segmentation} />}
            <Classes segmentation={segmentation} />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="migration" pt="md">
          {asOf === undefined ? (
            <Empty says="Nothing has been evaluated yet.">
              <Link to="/jobs">Refresh</Link> first.
            </Empty>
          ) : (
            <Migration id={id} asOf={asOf} />
          )}
        </Tabs.Panel>
        {shown !== undefined && (
          <Tabs.Panel value="members" pt="md">
            <Members group={{ segmentation: id, class: shown }} />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  )
}
