import type { Permission } from '@kindred/api'
import { useQuery } from '@tanstack/react-query'
import { queries } from './queries.ts'

/** Whether whoever looks may do something; no, until that is known. */
export function useMay(): (permission: Permission) => boolean {
  const { data } = useQuery(queries.session())
  return permission => data?.permissions.includes(permission) ?? false
}
