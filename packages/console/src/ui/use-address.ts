import { useNavigate, useSearch } from '@tanstack/react-router'

export type Address = Readonly<Record<string, string>>

/**
 * What a page remembers in its address: what is sorted, filtered, chosen. A link to it shows the same, and going back
 * leads to what was seen. An empty text takes a key out.
 */
export function useAddress(): {
  search: Address
  change: (next: Address, keep?: 'replace' | 'push') => void
} {
  const search: Address = useSearch({ strict: false })
  const navigate = useNavigate()
  const change = (next: Address, keep: 'replace' | 'push' = 'replace') => {
    const merged = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '')
    void navigate({
      to: '.',
      search: Object.fromEntries(merged),
      replace: keep === 'replace',
      resetScroll: false,
    })
  }
  return { search, change }
}

/** The query of an address as texts, and back. */
export function readAddress(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query))
}
export function writeAddress(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  )
  const query = new URLSearchParams(pairs).toString()
  return query === '' ? '' : `?${query}`
}
