import { useQuery } from '@tanstack/react-query'
import { queries } from '../data/queries.ts'
import type { Units } from './format.ts'

/** Currency and clocks of the workspace; euros and UTC until it is known. */
export function useUnits(): Units {
  const { data } = useQuery(queries.workspace())
  return { currency: data?.currency ?? 'EUR', timezone: data?.timezone ?? 'UTC' }
}
