import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
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
  const shut = () => {
    close()
    publish.reset()
  }
  return (
    <>
      <Button onClick={open}>Publish</Button>
      <Dialog isOpen={isOpen} close={shut} title="Publish the groups">
        {publish.data?.stored === true ? (
          <Published segmentation={publish.data.segmentation} />
        ) : (
          <Stack>
            <SegmentedControl
              value={as}
              onChange={next => {
                setAs(next === 'model' ? 'model' : 'rules')
                plan.reset()
              }}
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
            <Group>
              <Button variant="default" onClick={() => plan.mutate()} loading={plan.isPending}>
                What would change
              </Button>
              <Button onClick={() => publish.mutate()} loading={publish.isPending}>
                Publish
              </Button>
            </Group>
            {publish.isError && <Problem error={publish.error} />}
            {publish.data?.stored === false && <Text role="status">It is stored like this already.</Text>}
            {plan.isError && <Problem error={plan.error} />}
            {plan.data !== undefined && <PlannedChange plan={plan.data} />}
          </Stack>
        )}
      </Dialog>
    </>
  )
}

/** In place of what was asked: what to do next stands where one looks. */
function Published({ segmentation }: { segmentation: string }): ReactNode {
  return (
    <Alert color="green" role="status" title="It is stored.">
      <Link to="/jobs">Refresh</Link> to put everybody in, then see{' '}
      <Link to="/segmentations/$id" params={{ id: segmentation }}>
        {segmentation}
      </Link>
      .
    </Alert>
  )
}
