import { Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { client } from '../../../data/client.ts'
import { LinkAnchor } from '../../../ui/links.tsx'
import { Problem } from '../../../ui/problem.tsx'

interface ProposeChangeProps {
  readonly file: { readonly name: string; readonly text: string }
  /** Why it is not simply saved. */
  readonly says: string
  readonly proposed: () => void
}

/** Asks the owner to make a change that one may not make oneself. */
export function ProposeChange({ file, says, proposed }: ProposeChangeProps): ReactNode {
  const [reason, setReason] = useState('')
  const cache = useQueryClient()
  const propose = useMutation({
    mutationFn: () => client.propose({ files: [file], reason }),
    onSuccess: async ({ proposal }) => {
      if (proposal === undefined) return
      proposed()
      await cache.invalidateQueries({ queryKey: ['proposals'] })
    },
  })
  if (propose.data?.proposal !== undefined)
    return (
      <Text role="status">
        It is proposed: the owner sees it on Home, and so do you among the{' '}
        <LinkAnchor to="/proposals">proposals</LinkAnchor>.
      </Text>
    )
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    propose.mutate()
  }
  return (
    <Paper withBorder p="md" maw="40rem">
      <form onSubmit={send}>
        <Stack gap="xs">
          <Text size="sm">{says}</Text>
          <Textarea
            label="Why it should be like this"
            required
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
          />
          {propose.isError && <Problem error={propose.error} />}
          {propose.data?.problems.map(({ says: wrong, remedy }) => (
            <Text size="sm" key={wrong}>
              {wrong} {remedy}
            </Text>
          ))}
          <Group>
            <Button type="submit" loading={propose.isPending}>
              Propose it
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
