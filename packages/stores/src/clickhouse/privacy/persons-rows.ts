import type { Tables } from '../tables.ts'

/** Tables that hold rows of single persons, as receipts call them, and which rows are theirs, by a list of ids in SQL. */
export function personsRows(
  tables: Tables,
): readonly { readonly what: string; readonly table: string; readonly where: (ids: string) => string }[] {
  const own = (ids: string): string => `customer_id IN ${ids}`
  // A merge that was undone leaves its copies where they are, not counted: those made of theirs are theirs.
  const copied = (ids: string): string =>
    `(${own(ids)} OR batch IN (SELECT batch FROM ${tables.merges} WHERE from_id IN ${ids}))`
  return [
    { what: 'events', table: tables.events, where: copied },
    { what: 'changes', table: tables.customerChanges, where: copied },
    { what: 'present', table: tables.customers, where: own },
    { what: 'memberships', table: tables.memberships, where: own },
    { what: 'transitions', table: tables.transitions, where: own },
    { what: 'live_transitions', table: tables.liveTransitions, where: own },
  ]
}

/** Which rows of the merges are theirs: on either side. */
export function personsMerges(ids: string): string {
  return `(from_id IN ${ids} OR into_id IN ${ids})`
}
