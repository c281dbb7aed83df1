import { useQuery } from '@tanstack/react-query'
import { queries } from '../../data/queries.ts'

/** What the log calls `user:2edaa…` as people know it; what nobody is known by stays as it is. */
export function useTargetNames(): (target: string) => string {
  const users = useQuery(queries.users()).data?.users ?? []
  const keys = useQuery(queries.keys()).data?.keys ?? []
  const names = new Map([
    ...users.map(({ id, email }): [string, string] => [`user:${id}`, `user ${email}`]),
    ...keys.map(({ id, name }): [string, string] => [`key:${id}`, `key ${name}`]),
  ])
  return target => names.get(target) ?? target.replace(':', ' ')
}
