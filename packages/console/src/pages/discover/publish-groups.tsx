import { Button, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { PlannedChange } from '../../ui/planned-change.tsx'
import { Problem } from '../../ui/problem.tsx'

/** Makes the groups a segmentation that lives; first shown what that changes. */
export function PublishGroups({ id }: { id: string }): ReactNode {
  const [isOpen, { open, close }] = useDisclosure(false)
  const [as, setAs] = useState<'rules' | 'model'>('rules')
  const [name, setName] = useState(id)
  const cache = useQueryClient()
  const asked = { id, as, segmentation: name }
  const plan = useMutation({ mutationFn: () => client.publishDiscovery({ ...asked, dry_run: true }) })
  const publish = useMutation({
    mutationFn: () => client.publishDiscovery(asked),
    onSuccess: () => cache.invalidateQueries(),
  })
  return (
    <>
      <Button onClick={open}>Publish</Button>
      <Dialog isOpen={isOpen} close={close} title="Publish the groups">
        <Stack>
          <SegmentedControl
            value={as}
            onChange={next => setAs(next === 'model' ? 'model' : 'rules')}
            data={[
              { value: 'rules', label: 'As rules people can read' },
              { value: 'model', label: 'As the exact model' },
            ]}
            aria-label="As what"
          />
          <TextInput
            label="Known as"
            description="Lower-case letters, digits and _"
            value={name}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => plan.mutate()} loading={plan.isPending}>
            What would change
          </Button>
          {plan.isError && <Problem error={plan.error} />}
          {plan.data !== undefined && <PlannedChange plan={plan.data} />}
          <Button onClick={() => publish.mutate()} loading={publish.isPending}>
            Publish
          </Button>
          {publish.isError && <Problem error={publish.error} />}
          {publish.data?.stored === true && (
            <Text>
              It is stored. <Link to="/jobs">Refresh</Link> to put everybody in, then see{' '}
              <Link to="/segmentations/$id" params={{ id: publish.data.segmentation }}>
                {publish.data.segmentation}
              </Link>
              .
            </Text>
          )}
        </Stack>
      </Dialog>
    </>
  )
}
