import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { client } from '../../../data/client.ts'

/** Long enough not to ask at every letter, short enough to feel at once. */
const PAUSE = 300

/**
 * What a condition says and how many it holds for, while it is being written. A question that was overtaken by the
 * next is called off, so that they never pile up.
 */
export function usePreview(when: string) {
  const [asked] = useDebouncedValue(when.trim(), PAUSE)
  const query = useQuery(
    queryOptions({
      queryKey: ['preview', asked],
      queryFn: ({ signal }) => client.previewSegment({ when: asked, sample: 5 }, { signal }),
      enabled: asked !== '',
      placeholderData: keepPreviousData,
    }),
  )
  return { query, isBehind: asked !== when.trim() || query.isPlaceholderData || query.isFetching, asked }
}
