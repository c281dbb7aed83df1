import { queryOptions } from '@tanstack/react-query'
import { client } from '../../data/client.ts'

/** Everything the pages of one customer ask of the server. */
export const customerQueries = {
  view: (id: string, events: number) =>
    queryOptions({
      queryKey: ['customer', id, events],
      queryFn: ({ signal }) => client.customer({ id, events }, { signal }),
    }),
  explained: (id: string) =>
    queryOptions({
      queryKey: ['explained', id],
      queryFn: ({ signal }) => client.explain({ id }, { signal }),
    }),
  /** With the smallest change, which is looked for where one definition is named. */
  explainedIn: (id: string, definition: string) =>
    queryOptions({
      queryKey: ['explained', id, definition],
      queryFn: ({ signal }) => client.explain({ id, definition }, { signal }),
    }),
  score: (id: string, model: string) =>
    queryOptions({
      queryKey: ['score', id, model],
      queryFn: ({ signal }) => client.explainScore({ id: model, customer: id }, { signal }),
    }),
}
