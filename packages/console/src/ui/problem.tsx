import { ApiError } from '@kindred/api'
import { Alert, Button, List, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** What went wrong and what to do, in the words of the server. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }): ReactNode {
  const [says, remedy] = wordsOf(error)
  const problems = error instanceof ApiError ? error.problems : []
  return (
    <Alert color="red" title={says} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{remedy}</Text>
        {problems.length > 0 && (
          <List size="sm">
            {problems.map(problem => (
              <List.Item key={`${problem.field} ${problem.says}`}>
                {problem.says} {problem.remedy}
              </List.Item>
            ))}
          </List>
        )}
        {error instanceof ApiError && error.status === 401 && (
          <Button size="xs" component="a" href="/sign-in">
            Sign in
          </Button>
        )}
        {retry !== undefined && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  )
}

function wordsOf(error: unknown): [string, string] {
  if (!(error instanceof ApiError))
    return ['This page failed.', 'Load it again; if it fails again, tell us how.']
  if (error.status === 401)
    return [
      'You are not signed in.',
      'Open the console by the address that `kindred serve` shows when it starts.',
    ]
  return [error.says, error.remedy]
}
