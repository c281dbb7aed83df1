import { Badge, Button, Code, Group, Paper, Stack, Text } from '@mantine/core'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { readDefinitions, type StoredSegment } from '../../data/stored-definitions.ts'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { useUnits } from '../../ui/use-units.ts'

/** How far back versions are compared. */
const MOST = 20

interface SegmentVersion {
  readonly version: number
  readonly author: string
  readonly at: string
  readonly note?: string | undefined
  readonly segment: StoredSegment | undefined
}

/** The versions of the workspace in which this segment became another, newest first. */
export function SegmentVersions({ id }: { id: string }): ReactNode {
  const cache = useQueryClient()
  const { timezone } = useUnits()
  const navigate = useNavigate()
  const query = useQuery(
    queryOptions({
      queryKey: ['segment-versions', id],
      queryFn: async ({ signal }) => {
        const { versions } = await client.versions({ limit: MOST }, { signal })
        const all = await Promise.all(
          versions.map(({ version }) => cache.fetchQuery(queries.definitions(version))),
        )
        return changesOf(
          all.map(each => ({ ...each, segment: readDefinitions(each.definitions).segments[id] })),
        )
      },
    }),
  )
  const goBackTo = (when: string) =>
    void navigate({ to: '/segments/$id/edit', params: { id }, search: { when } })
  return (
    <Loaded query={query}>
      {versions =>
        versions.length === 0 ? (
          <Empty says="No version of it is stored." />
        ) : (
          <Stack>
            {versions.map(({ version, author, at, note, segment }, place) => (
              <Paper key={version} withBorder p="sm">
                <Group justify="space-between">
                  <Text size="sm">
                    <Badge variant="light" color="gray" tt="none">
                      version {version}
                    </Badge>{' '}
                    {formatInstant(at, timezone)} by {author}
                    {note === undefined ? '' : `: ${note}`}
                  </Text>
                  {place > 0 && segment !== undefined && (
                    <Button size="xs" variant="default" onClick={() => goBackTo(segment.when)}>
                      Return to this one
                    </Button>
                  )}
                </Group>
                <Code block mt="xs" className="expression">
                  {segment?.when ?? 'was not defined'}
                </Code>
              </Paper>
            ))}
          </Stack>
        )
      }
    </Loaded>
  )
}

/** Those that differ from the one before them; the list begins with the newest. */
function changesOf(versions: readonly SegmentVersion[]): readonly SegmentVersion[] {
  return versions.filter(({ segment }, place) => {
    const before = versions[place + 1]
    if (before === undefined) return segment !== undefined
    return JSON.stringify(segment) !== JSON.stringify(before.segment)
  })
}
