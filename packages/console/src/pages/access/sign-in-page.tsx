import { Anchor, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { FormEvent, ReactNode } from 'react'
import { client } from '../../data/client.ts'
import { queries } from '../../data/queries.ts'
import { Problem } from '../../ui/problem.tsx'

type Way = 'sign-in' | 'setup' | 'reset'

const titles = { 'sign-in': 'Sign in', setup: 'Make the first admin', reset: 'Choose a password' }

/** Signing in; and with a one-time link, being the first, or choosing a password. */
export function SignInPage(): ReactNode {
  return <Entrance way="sign-in" />
}
export function SetupPage(): ReactNode {
  return <Entrance way="setup" />
}
export function ResetPage(): ReactNode {
  return <Entrance way="reset" />
}

function Entrance({ way }: { way: Way }): ReactNode {
  const session = useQuery(queries.session()).data
  const cache = useQueryClient()
  const navigate = useNavigate()
  const enter = useMutation({
    mutationFn: (given: Given) => submit(way, given),
    onSuccess: async () => {
      cache.clear()
      await navigate({ to: '/' })
    },
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    enter.mutate({ name: text('name'), email: text('email'), password: text('password') })
  }
  return (
    <main>
      <Paper withBorder p="lg" maw="24rem" mx="auto" mt="10vh">
        <form onSubmit={send}>
          <Stack>
            <Title order={1} size="h3">
              {titles[way]}
            </Title>
            {way === 'setup' && <TextInput name="name" label="Name" required autoComplete="name" autoFocus />}
            {way !== 'reset' && (
              <TextInput name="email" label="E-mail" type="email" required autoComplete="username" />
            )}
            <PasswordInput
              name="password"
              label="Password"
              required
              autoComplete={way === 'sign-in' ? 'current-password' : 'new-password'}
            />
            {enter.isError && <Problem error={enter.error} />}
            <Button type="submit" loading={enter.isPending}>
              {titles[way]}
            </Button>
            {way === 'sign-in' && session?.provider != null && (
              <Anchor href="/v1/session/provider">Sign in with {session.provider.name}</Anchor>
            )}
            {way === 'sign-in' && (
              <Text size="sm" c="dimmed">
                On the machine that serves it, the address that <code>kindred serve</code> shows opens it
                without a password.
              </Text>
            )}
          </Stack>
        </form>
      </Paper>
    </main>
  )
}

interface Given {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** The token of a link stands behind the #, which no server is ever sent. */
function submit(way: Way, { name, email, password }: Given): Promise<unknown> {
  if (way === 'sign-in') return client.signIn({ email, password })
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token') ?? ''
  return way === 'setup'
    ? client.setUp({ token, name, email, password })
    : client.choosePassword({ token, password })
}
