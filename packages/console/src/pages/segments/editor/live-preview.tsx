import { Alert, Group, List, Loader, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { English } from '../../../ui/english.tsx'
import { formatNumber, formatShare, formatValue } from '../../../ui/format.ts'
import { Problem } from '../../../ui/problem.tsx'
import { useUnits } from '../../../ui/use-units.ts'
import { usePreview } from './use-preview.ts'

/** What is wrong with a condition, or what it says, how many it holds for and some of them. */
export function LivePreview({ when }: { when: string }): ReactNode {
  const { query, isBehind, asked } = usePreview(when)
  const units = useUnits()
  if (when.trim() === '')
    return (
      <Text c="dimmed">Write a condition, or build it: what it says and whom it holds for appear here.</Text>
    )
  if (query.isError) return <Problem error={query.error} />
  const { data } = query
  if (data === undefined) return <Loader size="sm" role="status" aria-busy="true" aria-label="Counting" />
  return (
    <Stack gap="sm" aria-live="polite" aria-busy={isBehind} style={{ opacity: isBehind ? 0.6 : 1 }}>
      {data.problems.length > 0 && <Problems problems={data.problems} text={asked} />}
      {data.found !== undefined && (
        <>
          <Paper withBorder p="sm">
            <Text size="sm">
              <English text={data.found.english} />
            </Text>
          </Paper>
          <Group align="baseline" gap="xs">
            <Text fz={28} fw={600} className="number">
              {formatNumber(data.found.size)}
            </Text>
            <Text>
              of {formatNumber(data.found.base)} customers, {formatShare(data.found.share_of_customers)}
            </Text>
          </Group>
          {data.found.value !== undefined && (
            <Text size="sm" c="dimmed">
              worth {formatValue(data.found.value, units)}
            </Text>
          )}
          {data.found.sample.length > 0 && (
            <Text size="sm">
              Among them{' '}
              {data.found.sample.map((customer, index) => (
                <span key={customer}>
                  {index > 0 && ', '}
                  <Link to="/customers/$id" params={{ id: customer }} target="_blank">
                    {customer}
                  </Link>
                </span>
              ))}
            </Text>
          )}
        </>
      )}
    </Stack>
  )
}

interface Placed {
  readonly severity: 'error' | 'warning'
  readonly says: string
  readonly remedy: string
  readonly line?: number | undefined
  readonly column?: number | undefined
  readonly length?: number | undefined
}

function Problems({ problems, text }: { problems: readonly Placed[]; text: string }): ReactNode {
  const isError = problems.some(({ severity }) => severity === 'error')
  return (
    <Alert
      color={isError ? 'red' : 'yellow'}
      title={isError ? 'It cannot be understood yet' : 'Is this meant?'}
    >
      <List size="sm" spacing="xs">
        {problems.map(problem => (
          <List.Item key={`${problem.line} ${problem.column} ${problem.says}`}>
            {problem.says} {problem.remedy}
            <Excerpt problem={problem} text={text} />
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

/** The place in the text; columns count code points. */
function Excerpt({ problem: { line, column, length }, text }: { problem: Placed; text: string }): ReactNode {
  if (line === undefined || column === undefined) return null
  const letters = [...(text.split('\n')[line - 1] ?? '')]
  const [start, end] = [column - 1, column - 1 + Math.max(1, length ?? 1)]
  return (
    <Text component="div" className="expression" mt={4}>
      {letters.slice(Math.max(0, start - 24), start).join('')}
      <mark>{letters.slice(start, end).join('') || '␣'}</mark>
      {letters.slice(end, end + 24).join('')}
    </Text>
  )
}
