import { Button, Group, Paper, PasswordInput, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { Section } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'

/** Changing one's password signs one out of every other browser. */
export function OwnPassword({ name }: { name: string }): ReactNode {
  const save = useMutation({
    mutationFn: (given: { current: string; password: string }) => client.changePassword(given),
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const text = (field: string) => String(given.get(field) ?? '')
    save.mutate({ current: text('current'), password: text('password') }, { onSuccess: () => form.reset() })
  }
  return (
    <Section title="Your password">
      <Paper withBorder p="sm" maw="28rem">
        <form onSubmit={send}>
          <Stack>
            <input type="hidden" name="username" autoComplete="username" value={name} readOnly />
            <PasswordInput name="current" label="The one you have" required autoComplete="current-password" />
            <PasswordInput
              name="password"
              label="A new one"
              description="Twelve characters or more"
              required
              autoComplete="new-password"
            />
            {save.isError && <Problem error={save.error} />}
            <Group>
              <Button type="submit" loading={save.isPending}>
                Change it
              </Button>
              {save.isSuccess && (
                <Text size="sm" role="status">
                  Changed. Your other browsers are signed out.
                </Text>
              )}
            </Group>
          </Stack>
        </form>
      </Paper>
    </Section>
  )
}
