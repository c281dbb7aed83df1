import { ApiError } from '@kindred/api'
import { QueryClient } from '@tanstack/react-query'

const SECONDS = 1000

/** A refusal is final: asked again it is the same. What was shown is good for some seconds. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15 * SECONDS,
        retry: (tries, error) => tries < 2 && error instanceof ApiError && error.status === 0,
      },
    },
  })
}
