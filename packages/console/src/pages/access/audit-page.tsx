import type { WireAuditEntry } from '@kindred/api'
import { Badge, Button, Group, Stack, Table } from '@mantine/core'
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { csvOf, saveFile } from '../../ui/csv.ts'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { formatInstant, formatNumber } from '../../ui/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { type Address, useAddress } from '../../ui/use-address.ts'
import { useUnits } from '../../ui/use-units.ts'
import { actionSays, actionWords } from './action-words.ts'
import { AuditFilter } from './audit-filter.tsx'
import { ChainCheck } from './chain-check.tsx'
import { useTargetNames } from './use-target-names.ts'

const PAGE = 100
/** As many as one answer may have. */
const MOST = 1000

/** Who did what, and who looked at whom, newest first; what is looked for stands in the address. */
export function AuditPage(): ReactNode {
  const { search, change } = useAddress()
  const query = useQuery(
    queryOptions({
      queryKey: ['audit', search],
      queryFn: ({ signal }) => client.audit({ ...questionOf(search), limit: PAGE }, { signal }),
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Page
      title="Audit"
      lead="Every change, and every look at a person. No entry is ever changed."
      actions={<Download search={search} />}
    >
      <AuditFilter
        key={JSON.stringify(search)}
        search={search}
        look={next => change({ ...next, before: '' })}
      />
      <Loaded query={query} lines={8}>
        {({ entries, next }) => (
          <Stack gap="xs">
            <Entries entries={entries} />
            <Group gap="xs" justify="flex-end">
              <Button
                variant="default"
                disabled={search.before === undefined}
                onClick={() => change({ before: '' }, 'push')}
              >
                Newest
              </Button>
              <Button
                variant="default"
                disabled={next === null}
                onClick={() => change({ before: String(next ?? '') }, 'push')}
              >
                Older
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
      <ChainCheck />
    </Page>
  )
}

/** What the address asks for, as the server is asked it. */
function questionOf({ who, what, target, from, to, before }: Address) {
  return {
    ...(who !== undefined && { who }),
    ...(what !== undefined && { what }),
    ...(target !== undefined && { target }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(before !== undefined && { before: Number(before) }),
  }
}

const heads = ['When', 'Who', 'What', 'About', 'Outcome', 'Times']

function Entries({ entries }: { entries: readonly WireAuditEntry[] }): ReactNode {
  const { timezone } = useUnits()
  const nameOf = useTargetNames()
  if (entries.length === 0)
    return <Empty says="Nothing like that is in the log.">Leave something out, or look further back.</Empty>
  return (
    <ScrolledTable label="Audit log">
      <Table.Thead>
        <Table.Tr>
          {heads.map(head => (
            <Table.Th key={head} className={head === 'Times' ? 'number' : undefined}>
              {head}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(entry => (
          <Table.Tr key={entry.number}>
            <Table.Td className="tight">{formatInstant(entry.at, timezone)}</Table.Td>
            <Table.Td>{whoOf(entry)}</Table.Td>
            <Table.Td title={actionSays(entry.action)}>{actionWords(entry.action)}</Table.Td>
            <Table.Td>{entry.targets.map(nameOf).join(', ') || '–'}</Table.Td>
            <Table.Td>
              <Outcome of={entry} />
            </Table.Td>
            <Table.Td className="number">{formatNumber(entry.count)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrolledTable>
  )
}

function whoOf({ actor: { kind, name } }: WireAuditEntry): string {
  if (kind === 'nobody') return 'nobody who is known'
  return kind === 'user' ? name : `${name} (${kind})`
}

function Outcome({ of: { outcome, code } }: { of: WireAuditEntry }): ReactNode {
  if (outcome === 'done') return 'done'
  return (
    <Badge variant="light" color={outcome === 'refused' ? 'yellow' : 'red'} tt="none" miw="max-content">
      {outcome}
      {code === undefined ? '' : `: ${code.replaceAll('_', ' ')}`}
    </Badge>
  )
}

/** All that is looked for, not this page alone. */
function Download({ search }: { search: Address }): ReactNode {
  const download = useMutation({
    mutationFn: async () => {
      const entries = await everyEntry(search)
      saveFile('audit.csv', csvOf(['Number', ...heads], entries.map(cellsOf)))
    },
  })
  return (
    <Stack gap="xs">
      <Button variant="default" loading={download.isPending} onClick={() => download.mutate()}>
        Download CSV
      </Button>
      {download.isError && <Problem error={download.error} />}
    </Stack>
  )
}

async function everyEntry(search: Address): Promise<readonly WireAuditEntry[]> {
  const found: WireAuditEntry[] = []
  const { before: _, ...question } = questionOf(search)
  let before: number | null = Number.MAX_SAFE_INTEGER
  while (before !== null) {
    const page: { entries: WireAuditEntry[]; next: number | null } = await client.audit({
      ...question,
      before,
      limit: MOST,
    })
    found.push(...page.entries)
    before = page.next
  }
  return found
}

function cellsOf(entry: WireAuditEntry): (string | number)[] {
  const { number, at, action, targets, outcome, code = '', count } = entry
  return [number, at, whoOf(entry), action, targets.join(' '), `${outcome} ${code}`.trim(), count]
}
