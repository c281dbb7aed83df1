import {
  Alert,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
} from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Progress, type ProgressLine } from '../../ui/progress.tsx'
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
  const [line, setLine] = useState<ProgressLine>()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const find = useMutation({
    mutationFn: () =>
      client.discover(
        {
          ...{ features, method },
          ...(population.trim() !== '' && { population: population.trim() }),
          ...(classes !== undefined && { classes }),
        },
        { progress: setLine },
      ),
    onSuccess: async ({ id }) => {
      await cache.invalidateQueries({ queryKey: ['discoveries'] })
      await navigate({ to: '/discover/$id', params: { id } })
    },
  })
  const step = line && line.step in steps ? steps[line.step as keyof typeof steps] : undefined
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
        <Button onClick={() => find.mutate()} loading={find.isPending}>
          Find groups
        </Button>
      </Group>
      {find.isPending && (
        <Alert title="Finding groups">
          <Progress line={line} {...(step === undefined ? {} : { says: step })} />
        </Alert>
      )}
      {find.isError && <Problem error={find.error} />}
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
