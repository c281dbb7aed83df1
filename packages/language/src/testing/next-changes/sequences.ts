import { purchase, visit } from '../customer.ts'
import { type ChangingSituation, givenChange } from '../given-change.ts'

/** A step that must not happen is settled when its time has run out; until then nobody can know. */
export const sequenceChanges: readonly ChangingSituation[] = [
  ...givenChange('a visit ten hours ago, and nothing since', { events: [visit('10h')] }, [
    ['did(visit then no purchase within 24h, 7d)', '2026-03-19T02:00:00.000Z'],
    ['not did(visit then no purchase within 24h, 7d)', '2026-03-19T02:00:00.000Z'],
    ['did(visit then no purchase within 9h, 7d)', '2026-03-25T02:00:00.000Z'],
    // Settled after eight days only, when the visit is no longer among the last seven.
    ['did(visit then no purchase within 8d, 7d)', 'never'],
    // One after the other: 24 hours, then one more.
    ['did(visit then no purchase within 24h then no call within 1h)', '2026-03-19T03:00:00.000Z'],
    ['did(visit then purchase within 24h, 7d)', 'never'],
  ]),
  ...givenChange(
    'a visit two days ago, a purchase half an hour later',
    { events: [visit('2d'), purchase('2d -30m')] },
    [
      // The visit is the first to leave.
      ['did(visit then purchase within 1h, 7d)', '2026-03-23T12:00:00.000Z'],
      ['did(visit then purchase within 1h)', 'never'],
      ['did(visit then no purchase within 1h, 7d)', 'never'],
      ['did(visit then purchase within 1h then no visit within 3d, 7d)', '2026-03-19T12:30:00.000Z'],
    ],
  ),
]
