import { List, Text } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import type { Dependant } from '../../data/dependants.ts'
import { readDefinitions } from '../../data/stored-definitions.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Section } from '../../ui/page.tsx'

/** What would change with this segment. The language is loaded for it, and only then. */
export function Dependants({ id }: { id: string }): ReactNode {
  const query = useQuery(
    queryOptions({
      queryKey: ['dependants', id],
      queryFn: async ({ signal }) => {
        const { dependantsOf } = await import('../../data/dependants.ts')
        const { definitions } = await client.definitions({}, { signal })
        return dependantsOf(id, readDefinitions(definitions))
      },
    }),
  )
  return (
    <Section title="What stands on it">
      <Loaded query={query} lines={1}>
        {found =>
          found.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing else refers to it.
            </Text>
          ) : (
            <List size="sm">
              {found.map(({ kind, id: other }) => (
                <List.Item key={`${kind} ${other}`}>
                  {kind} <DependantLink kind={kind} id={other} />
                </List.Item>
              ))}
            </List>
          )
        }
      </Loaded>
    </Section>
  )
}

function DependantLink({ kind, id }: { kind: Dependant['kind']; id: string }): ReactNode {
  if (kind === 'feature') return <code>{id}</code>
  return (
    <Link to={kind === 'segment' ? '/segments/$id' : '/segmentations/$id'} params={{ id }}>
      {id}
    </Link>
  )
}
