import type { AnswerOf, Contract } from '@kindred/api'
import { Alert, Anchor, List, Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { FigureCards } from '../../ui/figure-cards.tsx'
import { counted, formatNumber } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'

type Report = AnswerOf<Contract['import']>

/** What an import did, or would: every row is accounted for. */
export function ImportReport({ report }: { report: Report }): ReactNode {
  const { dry_run, rows, imported, duplicates, new_customers, set_aside, skipped, declared } = report
  return (
    <Stack>
      <Alert color={dry_run ? 'blue' : 'green'} title={dry_run ? 'This is what it would do' : 'It is in'}>
        {dry_run
          ? 'Nothing has been stored. Look at the first rows as they are read; then import.'
          : 'Refresh to evaluate who is in which segment now.'}
      </Alert>
      <Problems report={report} />
      <FigureCards
        figures={[
          { label: 'Rows', value: formatNumber(rows) },
          { label: dry_run ? 'Would be imported' : 'Imported', value: formatNumber(imported) },
          { label: 'New customers', value: formatNumber(new_customers) },
          {
            label: 'Known before',
            value: formatNumber(duplicates),
            note: `${formatNumber(skipped)} skipped`,
          },
          { label: 'Set aside', value: formatNumber(set_aside), note: <SetAsideLink report={report} /> },
        ]}
      />
      {declared.length > 0 && (
        <Text size="sm">
          {dry_run ? 'Would declare' : 'Declared'}: {declared.join(', ')}
        </Text>
      )}
      <SetAsideRows report={report} />
      <FirstRows report={report} />
    </Stack>
  )
}

/** Whether it cannot be imported like this. */
export function hasErrors({ problems }: Pick<Report, 'problems'>): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

function Problems({ report }: { report: Report }): ReactNode {
  const { problems } = report
  if (problems.length === 0) return null
  const isError = hasErrors(report)
  return (
    <Alert
      color={isError ? 'red' : 'yellow'}
      title={isError ? 'It cannot be imported like this' : 'Look at this'}
    >
      <List size="sm">
        {problems.map(({ says, remedy, field }) => (
          <List.Item key={`${field} ${says}`}>
            {says} {remedy}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

function SetAsideLink({ report }: { report: Report }): ReactNode {
  if (report.import === undefined || report.set_aside === 0) return 'rows that could not be read'
  return (
    <Anchor size="xs" href={`/v1/imports/${encodeURIComponent(report.import.id)}/set-aside`} download>
      Take them, with reasons
    </Anchor>
  )
}

function SetAsideRows({
  report: { set_aside_examples: examples, set_aside },
}: {
  report: Report
}): ReactNode {
  if (examples.length === 0) return null
  return (
    <Section title={`${counted(set_aside, 'row')} set aside, for example`}>
      <ScrolledTable label="Rows set aside">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Line</Table.Th>
            <Table.Th>Column</Table.Th>
            <Table.Th>Why</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {examples.map(({ line, column, reason }) => (
            <Table.Tr key={`${line} ${column}`}>
              <Table.Td>{line}</Table.Td>
              <Table.Td>{column}</Table.Td>
              <Table.Td>{reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrolledTable>
    </Section>
  )
}

function FirstRows({ report: { preview } }: { report: Report }): ReactNode {
  if (preview.rows.length === 0) return null
  return (
    <Section title="The first rows, as they are read">
      <ScrolledTable label="First rows">
        <Table.Thead>
          <Table.Tr>
            {preview.columns.map(name => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file are told apart by their place
            <Table.Tr key={place}>
              {row.map((cell, column) => (
                <Table.Td key={preview.columns[column]}>{cell ?? '–'}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrolledTable>
    </Section>
  )
}
