import type { RefreshRequest } from '@kindred/engine'
import type { ComparisonLayout } from '../../memberships/comparison-layout.ts'
import type { Nodes } from '../nodes.ts'
import { movedBits, movedClasses, noBits, noClasses } from './projected-memberships.ts'

/**
 * A SELECT of the customers whose memberships may have changed: `known_before`, `news`, and what she was and is in, as
 * bits and classes of the comparison's layout. Where both refreshes have the same layout, those with equal rows are
 * passed over; both sides come in the order of their key.
 */
export function changedMemberships(
  nodes: Nodes,
  request: RefreshRequest,
  layout: ComparisonLayout,
  range: string,
): string {
  const { segments, segmentations, before, now } = layout
  const stored = (refresh: string) =>
    `SELECT customer_id, bits, classes, news, 1 AS known FROM ${nodes.tables.memberships} WHERE refresh = {${refresh}:UInt32}${range}`
  const none = { bits: noBits(segments.length), classes: noClasses(segmentations.length) }
  const is = {
    bits: now.isIdentity ? 'later.bits' : movedBits(now.bits, 'later.bits', segments.length),
    classes: now.isIdentity ? 'later.classes' : movedClasses(now, 'later.classes'),
  }
  if (request.previous === undefined) {
    return `SELECT customer_id, 0 AS known_before, later.news AS news, ${none.bits} AS was_bits, ${none.classes} AS was_classes,
        ${is.bits} AS is_bits, ${is.classes} AS is_classes FROM (${stored('refresh')}) AS later`
  }
  const was = {
    bits: before.isIdentity ? 'earlier.bits' : movedBits(before.bits, 'earlier.bits', segments.length),
    classes: before.isIdentity ? 'earlier.classes' : movedClasses(before, 'earlier.classes'),
  }
  const known = (side: string, here: string, nothing: string) => `if(${side}.known = 1, ${here}, ${nothing})`
  const differing =
    'later.bits != earlier.bits OR later.classes != earlier.classes OR later.known != earlier.known'
  return `SELECT customer_id, earlier.known AS known_before, later.news AS news,
      ${known('earlier', was.bits, none.bits)} AS was_bits, ${known('earlier', was.classes, none.classes)} AS was_classes,
      ${known('later', is.bits, none.bits)} AS is_bits, ${known('later', is.classes, none.classes)} AS is_classes
    FROM (${stored('refresh')}) AS later FULL JOIN (${stored('previous')}) AS earlier USING (customer_id)${
      before.isIdentity && now.isIdentity ? ` WHERE ${differing}` : ''
    }`
}
