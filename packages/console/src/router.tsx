import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
} from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Empty } from './ui/empty.tsx'
import { Page } from './ui/page.tsx'
import { Problem } from './ui/problem.tsx'
import { Shell } from './ui/shell.tsx'
import { readAddress, writeAddress } from './ui/use-address.ts'

/** Each area is loaded when it is first gone to. */
const root = createRootRoute()
const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Shell })
const at = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => framed, path, component })

const routes = [
  at(
    '/',
    lazyRouteComponent(() => import('./pages/home/home-page.tsx'), 'HomePage'),
  ),
  at(
    '/segments',
    lazyRouteComponent(() => import('./pages/segments/segments-page.tsx'), 'SegmentsPage'),
  ),
  at(
    '/segments/new',
    lazyRouteComponent(() => import('./pages/segments/editor/segment-editor-page.tsx'), 'SegmentEditorPage'),
  ),
  at(
    '/segments/$id',
    lazyRouteComponent(() => import('./pages/segments/segment-page.tsx'), 'SegmentPage'),
  ),
  at(
    '/segments/$id/edit',
    lazyRouteComponent(() => import('./pages/segments/editor/segment-editor-page.tsx'), 'SegmentEditorPage'),
  ),
  at(
    '/customers',
    lazyRouteComponent(() => import('./pages/customers/customers-page.tsx'), 'CustomersPage'),
  ),
  at(
    '/customers/$id',
    lazyRouteComponent(() => import('./pages/customers/customer-page.tsx'), 'CustomerPage'),
  ),
  at(
    '/agent',
    lazyRouteComponent(() => import('./pages/customers/agent-page.tsx'), 'AgentPage'),
  ),
  at(
    '/agent/$id',
    lazyRouteComponent(() => import('./pages/customers/agent-page.tsx'), 'AgentPage'),
  ),
  at(
    '/segmentations',
    lazyRouteComponent(() => import('./pages/segmentations/segmentations-page.tsx'), 'SegmentationsPage'),
  ),
  at(
    '/segmentations/$id',
    lazyRouteComponent(() => import('./pages/segmentations/segmentation-page.tsx'), 'SegmentationPage'),
  ),
  at(
    '/value',
    lazyRouteComponent(() => import('./pages/value/value-page.tsx'), 'ValuePage'),
  ),
  at(
    '/discover',
    lazyRouteComponent(() => import('./pages/discover/discover-page.tsx'), 'DiscoverPage'),
  ),
  at(
    '/discover/new',
    lazyRouteComponent(() => import('./pages/discover/find-groups-page.tsx'), 'FindGroupsPage'),
  ),
  at(
    '/discover/$id',
    lazyRouteComponent(() => import('./pages/discover/discovery-page.tsx'), 'DiscoveryPage'),
  ),
  at(
    '/models',
    lazyRouteComponent(() => import('./pages/models/models-page.tsx'), 'ModelsPage'),
  ),
  at(
    '/models/$id',
    lazyRouteComponent(() => import('./pages/models/model-page.tsx'), 'ModelPage'),
  ),
  at(
    '/data',
    lazyRouteComponent(() => import('./pages/data/data-page.tsx'), 'DataPage'),
  ),
  at(
    '/data/import',
    lazyRouteComponent(() => import('./pages/data/import-page.tsx'), 'ImportPage'),
  ),
  at(
    '/jobs',
    lazyRouteComponent(() => import('./pages/jobs/jobs-page.tsx'), 'JobsPage'),
  ),
  at(
    '/proposals',
    lazyRouteComponent(() => import('./pages/proposals/proposals-page.tsx'), 'ProposalsPage'),
  ),
  at(
    '/people',
    lazyRouteComponent(() => import('./pages/access/people-page.tsx'), 'PeoplePage'),
  ),
  at(
    '/keys',
    lazyRouteComponent(() => import('./pages/access/keys-page.tsx'), 'KeysPage'),
  ),
  at(
    '/audit',
    lazyRouteComponent(() => import('./pages/access/audit-page.tsx'), 'AuditPage'),
  ),
  at(
    '/settings',
    lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
  ),
  createRoute({ getParentRoute: () => framed, path: '$', component: NoSuchPage }),
]

/** Without the frame: nobody has come in yet. */
const outside = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component })
const entrances = [
  outside(
    '/sign-in',
    lazyRouteComponent(() => import('./pages/access/sign-in-page.tsx'), 'SignInPage'),
  ),
  outside(
    '/setup',
    lazyRouteComponent(() => import('./pages/access/sign-in-page.tsx'), 'SetupPage'),
  ),
  outside(
    '/reset',
    lazyRouteComponent(() => import('./pages/access/sign-in-page.tsx'), 'ResetPage'),
  ),
] as const

export const router = createRouter({
  routeTree: root.addChildren([framed.addChildren(routes), ...entrances]),
  parseSearch: readAddress,
  stringifySearch: writeAddress,
  defaultPreload: 'intent',
  defaultErrorComponent: ({ error }: ErrorComponentProps) => <Problem error={error} />,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

function NoSuchPage(): ReactNode {
  return (
    <Page title="No such page">
      <Empty says="Nothing is at this address.">
        <Link to="/">Home</Link> shows the base at a glance.
      </Empty>
    </Page>
  )
}
