import type { History, LiveProgram } from '@kindred/language'
import type { MembershipLayout } from '../../records/refresh.ts'
import type { LiveRecord } from '../record/live-record.ts'

/** The program in force and what is to be known of it when a record is brought up to it. */
export interface LiveSetting {
  readonly program: LiveProgram
  /** Rises with each program. */
  readonly number: number
  /** Rises with each program that needs something else to be kept. */
  readonly fill: number
  readonly layout: MembershipLayout
  /** Since when it is in force. */
  readonly switchedAt: number
  /** The layout of an earlier program that records may still be of. */
  layoutOf(program: number): MembershipLayout | undefined
}

/** A customer with her history unpacked. */
export interface CustomerAtHand {
  readonly record: LiveRecord
  readonly history: History
}
