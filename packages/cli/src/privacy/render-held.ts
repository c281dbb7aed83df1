import type { WireErasure } from '@kindred/api'
import { formatCount } from '../terminal/format.ts'
import { renderTable } from '../terminal/table.ts'

/** How much there is, or was, of somebody in every store. */
export function renderHeld(held: WireErasure['found']): string {
  if (held.length === 0) return 'Nothing.'
  return renderTable(
    [{ title: 'store' }, { title: 'what', least: 8 }, { title: 'how many', align: 'right' }],
    held.map(({ store, what, count }) => [store, what.replaceAll('_', ' '), formatCount(count)]),
  )
}
