import type { StoredMembership, Transition } from '@kindred/engine'
import { compareIds } from '../order/compare-ids.ts'

/** A move whose cause is still to be found. */
export type Move = Pick<Transition, 'kind' | 'definition' | 'customer' | 'from' | 'to'>

type Memberships = ReadonlyMap<string, StoredMembership>

/** Who stands elsewhere than before, in order of id. What is gone from one side is left or entered by everybody. */
export function findMoves(before: Memberships, after: Memberships): readonly Move[] {
  const customers = [...new Set([...before.keys(), ...after.keys()])].sort(compareIds)
  return customers.flatMap(customer => {
    const [from, to] = [before.get(customer), after.get(customer)]
    return [...segmentMoves(customer, from, to), ...classMoves(customer, from, to)]
  })
}

function segmentMoves(
  customer: string,
  from: StoredMembership | undefined,
  to: StoredMembership | undefined,
): readonly Move[] {
  const [was, is] = [new Set(from?.segments), new Set(to?.segments)]
  const moved = [...new Set([...was, ...is])].filter(id => was.has(id) !== is.has(id))
  return moved.map(definition => ({
    kind: 'segment',
    definition,
    customer,
    from: was.has(definition) ? 'in' : 'out',
    to: is.has(definition) ? 'in' : 'out',
  }))
}

function classMoves(
  customer: string,
  from: StoredMembership | undefined,
  to: StoredMembership | undefined,
): readonly Move[] {
  const [was, is] = [from?.classes ?? new Map<string, string>(), to?.classes ?? new Map<string, string>()]
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter(definition => was.get(definition) !== is.get(definition))
    .map(definition => ({
      kind: 'segmentation',
      definition,
      customer,
      from: was.get(definition) ?? '',
      to: is.get(definition) ?? '',
    }))
}
