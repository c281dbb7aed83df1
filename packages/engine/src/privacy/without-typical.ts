import type { Discovery } from '../records/discovery.ts'

/** What stands in place of a typical member who was erased. */
export const ERASED_MEMBER = '(erased)'

/** Groups in which none of these customers is the typical member: the record itself where none is. */
export function withoutTypical<D extends Pick<Discovery, 'groups'>>(
  discovery: D,
  customers: readonly string[],
): D {
  const isTheirs = ({ typical }: Discovery['groups'][number]) => customers.includes(typical.customer)
  if (!discovery.groups.some(isTheirs)) return discovery
  const groups = discovery.groups.map(group =>
    isTheirs(group) ? { ...group, typical: { customer: ERASED_MEMBER, values: [] } } : group,
  )
  return { ...discovery, groups }
}
