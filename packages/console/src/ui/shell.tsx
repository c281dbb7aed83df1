import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  NavLink,
  Text,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { client } from '../data/client.ts'
import { queries } from '../data/queries.ts'

/** Each with the permission without which it has nothing to show. */
const places = [
  ['/', 'Home', 'segments:read'],
  ['/segments', 'Segments', 'segments:read'],
  ['/customers', 'Customers', 'members:read'],
  ['/agent', 'Agent screen', 'customers:read'],
  ['/segmentations', 'Segmentations', 'segments:read'],
  ['/value', 'Value', 'segments:read'],
  ['/discover', 'Discover', 'segments:read'],
  ['/models', 'Models', 'segments:read'],
  ['/data', 'Data', 'operations:read'],
  ['/jobs', 'Jobs', 'operations:read'],
  ['/people', 'People', 'access:read'],
  ['/keys', 'Keys', 'access:read'],
  ['/audit', 'Audit', 'audit:read'],
  ['/settings', 'Settings', 'workspace:read'],
] as const

/** What every page stands in: where one is, where else one can go. */
export function Shell(): ReactNode {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const path = useRouterState({ select: state => state.location.pathname })
  const isLoading = useRouterState({ select: state => state.isLoading })
  const navigate = useNavigate()
  useHotkeys([
    // Who is there already keeps what was asked; the page leads to its field.
    ['/', () => void (path === '/customers' || navigate({ to: '/customers' }))],
    ['Escape', close],
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: going elsewhere is what closes it
  useEffect(close, [path])
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
              aria-expanded={isOpen}
            />
            <img src="/kindred.svg" alt="" width={26} height={26} />
            <Text fw={700}>Kindred</Text>
            <WorkspaceName />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <WhoIsIn />
            <SchemeSwitch />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        p="xs"
        aria-label="Areas"
        className={isOpen ? undefined : 'shut'}
        style={{ overflowY: 'auto' }}
      >
        <Places path={path} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} aria-busy={isLoading}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}

/** Where whoever looks can go; everywhere, until it is known who that is. */
function Places({ path }: { path: string }): ReactNode {
  const session = useQuery(queries.session()).data
  const granted = session?.user == null ? undefined : session.permissions
  const shown = places.filter(([, , needs]) => granted?.includes(needs) ?? true)
  return shown.map(([to, label]) => (
    <NavLink
      key={to}
      label={label}
      active={to === '/' ? path === '/' : path.startsWith(to)}
      component={Link}
      to={to}
      variant="light"
    />
  ))
}

function WorkspaceName(): ReactNode {
  const { data } = useQuery(queries.workspace())
  return (
    <Text c="dimmed" truncate>
      {data?.workspace ?? ''}
    </Text>
  )
}

/** Who has signed in, and the way out. The owner of the folder came by a link and has nothing to sign out of. */
function WhoIsIn(): ReactNode {
  const { data } = useQuery(queries.session())
  const cache = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => client.signOut(),
    onSuccess: async () => {
      cache.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  if (data?.user?.email == null) return null
  return (
    <Button
      variant="default"
      size="xs"
      onClick={() => leave.mutate()}
      title={`${data.user.name}, ${data.user.role}`}
    >
      Sign out
    </Button>
  )
}

function SchemeSwitch(): ReactNode {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const next = { auto: 'light', light: 'dark', dark: 'auto' } as const
  const sign = { auto: '◐', light: '☀', dark: '☾' }[colorScheme]
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={`Colours: ${colorScheme}. Change to ${next[colorScheme]}`}
      title={`Colours: ${colorScheme}`}
      onClick={() => setColorScheme(next[colorScheme])}
    >
      <span aria-hidden="true">{sign}</span>
    </ActionIcon>
  )
}
