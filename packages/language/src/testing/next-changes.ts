import type { ChangingSituation } from './given-change.ts'
import { calendarChanges } from './next-changes/calendar.ts'
import { rankChanges } from './next-changes/ranks.ts'
import { rollingChanges } from './next-changes/rolling.ts'
import { sequenceChanges } from './next-changes/sequences.ts'
import { thresholdChanges } from './next-changes/thresholds.ts'
import { triggerChanges } from './next-changes/triggers.ts'

/** When answers change by themselves, worked out by hand: what every reading that sets timers is held to. */
export const nextChanges: readonly ChangingSituation[] = [
  rollingChanges,
  calendarChanges,
  thresholdChanges,
  triggerChanges,
  sequenceChanges,
  rankChanges,
].flat()
