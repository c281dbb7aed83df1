import { Button, Group, MultiSelect, NumberInput, Select, SimpleGrid, Stack, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { useJob } from '../../data/use-job.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { Page } from '../../ui/page.tsx'
import { useAddress } from '../../ui/use-address.ts'
import { LivePreview } from '../segments/editor/live-preview.tsx'

const methods = {
  auto: 'All, the best chosen',
  'k-means': 'K-means',
  'gaussian-mixture': 'Gaussian mixture',
  ward: 'Ward’s hierarchy',
  medoids: 'Medoids, for words and numbers',
  hdbscan: 'HDBSCAN, by density',
} as const
type Method = keyof typeof methods

const steps = {
  read: 'reading customers',
  find: 'finding groups',
  count: 'counting everybody',
  store: 'storing',
}

/** A guided run: of whom, by what, how. What is left empty is chosen sensibly. */
export function FindGroupsPage(): ReactNode {
  const [population, setPopulation] = useState('')
  const [features, setFeatures] = useState<string[]>([])
  const [method, setMethod] = useState<Method>('auto')
  const [classes, setClasses] = useState<number>()
  const { search, change } = useAddress()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const find = useJob({
    route: 'discover',
    id: search.job ?? '',
    keep: job => change({ job }),
    done: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['discoveries'] })
      await navigate({ to: '/discover/$id', params: { id }, replace: true })
    },
  })
  const begin = () =>
    find.start({
      ...{ features, method },
      ...(population.trim() !== '' && { population: population.trim() }),
      ...(classes !== undefined && { classes }),
    })
  const step = find.line && find.line.step in steps ? steps[find.line.step as keyof typeof steps] : undefined
  return (
    <Page title="Find groups" lead="Leave empty what you do not mind: it is chosen and said why.">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Stack>
          <Textarea
            label="Of whom"
            description="A condition, as in a segment; empty: everybody"
            placeholder="did(purchase, 365d)"
            value={population}
            onChange={event => setPopulation(event.currentTarget.value)}
            autosize
            minRows={2}
            classNames={{ input: 'expression' }}
          />
          {population.trim() !== '' && <LivePreview when={population} />}
        </Stack>
        <Stack>
          <FeatureChoice features={features} choose={setFeatures} />
          <Group grow align="flex-start">
            <Select
              label="Method"
              data={Object.entries(methods).map(([value, label]) => ({ value, label }))}
              value={method}
              allowDeselect={false}
              onChange={next => setMethod(next as Method)}
            />
            <NumberInput
              label="Number of groups"
              placeholder="the best"
              min={2}
              max={50}
              onChange={next => setClasses(typeof next === 'number' ? next : undefined)}
            />
          </Group>
        </Stack>
      </SimpleGrid>
      <Group>
        <Button onClick={begin} loading={find.isRunning}>
          Find groups
        </Button>
      </Group>
      <JobProgress title="Finding groups" job={find} says={step} />
    </Page>
  )
}

function FeatureChoice({
  features,
  choose,
}: {
  features: string[]
  choose: (next: string[]) => void
}): ReactNode {
  const found = useQuery(queries.definitions()).data
  const read = found && readDefinitions(found.definitions)
  const named = (section: Readonly<Record<string, { label?: string | undefined }>> = {}) =>
    Object.entries(section).map(([value, { label }]) => ({
      value,
      label: label ?? value.replaceAll('_', ' '),
    }))
  return (
    <MultiSelect
      label="Alike in what"
      description="Empty: what is known of most and varies"
      data={[
        { group: 'Features', items: named(read?.features) },
        { group: 'Attributes', items: named(read?.attributes) },
      ]}
      value={features}
      onChange={choose}
      searchable
      hidePickedOptions
    />
  )
}
