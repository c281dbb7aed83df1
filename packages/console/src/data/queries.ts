import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** Milliseconds between two looks at work that runs: often enough to feel at once. */
const JOB_EVERY = 400

/** What the pages ask of the server, each under the key by which it is known and forgotten. */
export const queries = {
  session: () =>
    queryOptions({ queryKey: ['session'], queryFn: ({ signal }) => client.session({}, { signal }) }),
  workspace: () =>
    queryOptions({ queryKey: ['workspace'], queryFn: ({ signal }) => client.workspace({}, { signal }) }),
  segments: () =>
    queryOptions({ queryKey: ['segments'], queryFn: ({ signal }) => client.segments({}, { signal }) }),
  trends: () =>
    queryOptions({
      queryKey: ['segments', 'trends'],
      queryFn: ({ signal }) => client.segmentTrends({}, { signal }),
    }),
  segmentations: () =>
    queryOptions({
      queryKey: ['segmentations'],
      queryFn: ({ signal }) => client.segmentations({}, { signal }),
    }),
  definitions: (version?: number) =>
    queryOptions({
      queryKey: ['definitions', version ?? 'current'],
      queryFn: ({ signal }) => client.definitions(version === undefined ? {} : { version }, { signal }),
      staleTime: version === undefined ? 15_000 : Number.POSITIVE_INFINITY,
    }),
  versions: (limit = 50) =>
    queryOptions({
      queryKey: ['versions', limit],
      queryFn: ({ signal }) => client.versions({ limit }, { signal }),
    }),
  health: () =>
    queryOptions({ queryKey: ['health'], queryFn: ({ signal }) => client.health({}, { signal }) }),
  refreshes: () =>
    queryOptions({
      queryKey: ['refreshes'],
      queryFn: ({ signal }) => client.refreshes({ limit: 200 }, { signal }),
    }),
  imports: () =>
    queryOptions({
      queryKey: ['imports'],
      queryFn: ({ signal }) => client.imports({ limit: 200 }, { signal }),
    }),
  models: () =>
    queryOptions({ queryKey: ['models'], queryFn: ({ signal }) => client.models({}, { signal }) }),
  discoveries: () =>
    queryOptions({
      queryKey: ['discoveries'],
      queryFn: ({ signal }) => client.discoveries({ limit: 200 }, { signal }),
    }),
  jobs: () =>
    queryOptions({
      queryKey: ['jobs'],
      queryFn: ({ signal }) => client.jobs({ limit: 200 }, { signal }),
    }),
  /** Asked again for as long as it runs. */
  job: (id: string) =>
    queryOptions({
      queryKey: ['jobs', id],
      queryFn: ({ signal }) => client.job({ id }, { signal }),
      enabled: id !== '',
      refetchInterval: query => (query.state.data?.state === 'running' ? JOB_EVERY : false),
    }),
  proposals: (state: 'open' | 'all' = 'open') =>
    queryOptions({
      queryKey: ['proposals', state],
      queryFn: ({ signal }) => client.proposals({ state, limit: 500 }, { signal }),
    }),
  users: () => queryOptions({ queryKey: ['users'], queryFn: ({ signal }) => client.users({}, { signal }) }),
  keys: () => queryOptions({ queryKey: ['keys'], queryFn: ({ signal }) => client.keys({}, { signal }) }),
  hooks: () => queryOptions({ queryKey: ['hooks'], queryFn: ({ signal }) => client.hooks({}, { signal }) }),
}
