import { Alert, Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

interface ShownOnceProps {
  readonly title: string
  /** What it is, for those who hear it. */
  readonly label: string
  readonly value: string
  /** What to do with it. */
  readonly children: ReactNode
}

/** A secret or a link that is in this answer and in no other: to be taken now. */
export function ShownOnce({ title, label, value, children }: ShownOnceProps): ReactNode {
  return (
    <Alert color="blue" title={title} role="status">
      <Stack gap="xs">
        <Text size="sm">{children}</Text>
        <Group gap="xs" wrap="nowrap">
          <TextInput
            aria-label={label}
            value={value}
            readOnly
            onFocus={event => event.currentTarget.select()}
            classNames={{ input: 'expression' }}
            style={{ flex: 1 }}
          />
          <CopyButton value={value}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Stack>
    </Alert>
  )
}
