import { Anchor, Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMay } from '../../data/use-may.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Section } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { EraseCustomer } from './erase-customer.tsx'

/** Her rights: everything that is held on her, as a page or as data; and to be forgotten. */
export function Privacy({ id }: { id: string }): ReactNode {
  const may = useMay()
  const { search, change } = useAddress()
  if (!may('privacy:read')) return null
  const address = `/v1/customers/${encodeURIComponent(id)}/export`
  return (
    <Section title="What is held on her">
      <Group gap="xs">
        <Anchor href={`${address}/report`} target="_blank" size="sm">
          Everything, as a page
        </Anchor>
        <Anchor href={address} download={`${id}.json`} size="sm">
          As data
        </Anchor>
      </Group>
      {may('privacy:erase') && (
        <Group>
          <Button variant="default" onClick={() => change({ erase: 'yes' }, 'push')}>
            Erase her
          </Button>
          <Text size="sm" c="dimmed">
            First it is shown what would go.
          </Text>
        </Group>
      )}
      <Dialog isOpen={search.erase === 'yes'} close={() => change({ erase: '' })} title={`Erase ${id}`}>
        <EraseCustomer id={id} />
      </Dialog>
    </Section>
  )
}
