import { queryOptions } from '@tanstack/react-query'
import { client } from './client.ts'

/** What the pages ask of the server, each under the key by which it is known and forgotten. */
export const queries = {
  session: () =>
    queryOptions({ queryKey: ['session'], queryFn: ({ signal }) => client.session({}, { signal }) }),
  workspace: () =>
    queryOptions({ queryKey: ['workspace'], queryFn: ({ signal }) => client.workspace({}, { signal }) }),
  segments: () =>
    queryOptions({ queryKey: ['segments'], queryFn: ({ signal }) => client.segments({}, { signal }) }),
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
}
