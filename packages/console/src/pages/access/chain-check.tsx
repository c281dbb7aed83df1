import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { counted } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'

/** Whether the log is as it was written. */
export function ChainCheck(): ReactNode {
  const check = useMutation({ mutationFn: () => client.auditCheck() })
  return (
    <Section title="Is it as it was written?">
      <Group>
        <Button variant="default" onClick={() => check.mutate()} loading={check.isPending}>
          Check every entry
        </Button>
        <Text size="sm" c="dimmed" style={{ flex: '1 1 16rem' }}>
          Each entry carries a hash over itself and all before it.
        </Text>
      </Group>
      {check.isError && <Problem error={check.error} />}
      {check.data !== undefined && <Checked check={check.data} />}
    </Section>
  )
}

function Checked({ check }: { check: Awaited<ReturnType<typeof client.auditCheck>> }): ReactNode {
  const { sound, entries, broken_at, newest } = check
  return (
    <Alert
      role="status"
      color={sound ? 'green' : 'red'}
      title={sound ? `All ${counted(entries, 'entry')} are as they were written` : 'It was changed'}
    >
      <Stack gap="xs">
        {broken_at !== undefined && (
          <Text size="sm">
            Entry {broken_at} was changed, or follows one that is gone. Compare with a backup of the catalog.
          </Text>
        )}
        {newest !== null && (
          <Text size="sm">
            The newest is {newest.number} with the hash <code className="expression">{newest.hash}</code>.
            Noted elsewhere, it shows later that nothing was taken off the end.
          </Text>
        )}
      </Stack>
    </Alert>
  )
}
