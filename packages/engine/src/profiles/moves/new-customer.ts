import { standsNowhere } from '../record/live-standing.ts'
import type { CustomerAtHand, LiveSetting } from './live-setting.ts'

/** A customer of whom nothing is known yet, not even that she exists. */
export function newCustomer(id: string, setting: LiveSetting, now: number): CustomerAtHand {
  const history = setting.program.empty()
  return {
    history,
    record: {
      id,
      program: setting.number,
      fill: setting.fill,
      knownSince: Number.MAX_SAFE_INTEGER,
      asOf: now,
      newsAt: now,
      timer: undefined,
      newestEventAt: undefined,
      attributes: new Map(),
      pending: [],
      head: history.head,
      standing: standsNowhere(setting.layout),
      mergedInto: undefined,
      contacts: undefined,
    },
  }
}
