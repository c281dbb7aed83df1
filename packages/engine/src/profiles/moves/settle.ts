import { sameValue } from '@kindred/language'
import type { CustomerPatch } from '../../records/customer-record.ts'
import type { AttributeFact, LiveRecord } from '../record/live-record.ts'
import { type Changed, evaluateRecord, isKnown } from './evaluate-record.ts'
import type { CustomerAtHand, LiveSetting } from './live-setting.ts'
import type { LiveMove } from './restate.ts'

/** After so many instants that one customer was not looked at, those left are passed over at once. */
const MOST_STEPS = 10_000

/**
 * Brings a customer up to the program in force and to an instant: every timer that was due meanwhile, at its very
 * instant, one after another.
 *
 * @throws PagesNeeded
 */
export function settle(customer: CustomerAtHand, setting: LiveSetting, until: number): Changed {
  const moves: LiveMove[] = []
  let current = customer
  const take = (changed: Changed): void => {
    moves.push(...changed.moves)
    current = changed.customer
  }
  if (current.record.program !== setting.number) take(underNewProgram(current, setting))
  for (let step = 1; step <= MOST_STEPS && isDue(current.record, until); step += 1) {
    take(atTimer(current, setting, step < MOST_STEPS ? (current.record.timer ?? until) : until))
  }
  return { customer: current, moves }
}

/** Whether there is something to settle. */
export function isSettled(record: LiveRecord, setting: LiveSetting, until: number): boolean {
  return record.program === setting.number && !isDue(record, until)
}

function isDue({ timer }: LiveRecord, until: number): boolean {
  return timer !== undefined && timer <= until
}

/** All timers up to the switch were settled before it, so that she still stood there then as her record says. */
function underNewProgram(customer: CustomerAtHand, setting: LiveSetting): Changed {
  const at = Math.max(setting.switchedAt, customer.record.asOf)
  return evaluateRecord(withPending(customer, at), setting, { at, cause: 'definition' })
}

function atTimer(customer: CustomerAtHand, setting: LiveSetting, at: number): Changed {
  const patched = withPending(customer, at)
  const wasKnown = isKnown(customer, customer.record.asOf)
  const cause = patched !== customer || !wasKnown ? 'data' : 'clock'
  return evaluateRecord(patched, setting, { at, cause })
}

/** Her with what was said for an instant that has come. The same where nothing was. */
export function withPending(customer: CustomerAtHand, at: number): CustomerAtHand {
  const { record } = customer
  const due = record.pending.filter(({ since }) => since <= at)
  if (due.length === 0) return customer
  let attributes = record.attributes
  for (const patch of due) attributes = patchedAttributes(attributes, patch)
  return {
    ...customer,
    record: { ...record, attributes, pending: record.pending.slice(due.length), newsAt: at },
  }
}

/** What is known after a patch: of each attribute what was said of the latest instant, and of one instant what came last. */
export function patchedAttributes(
  facts: ReadonlyMap<string, AttributeFact>,
  { since, attributes }: Omit<CustomerPatch, 'id'>,
): ReadonlyMap<string, AttributeFact> {
  const patched = new Map(facts)
  for (const [name, value] of attributes) {
    const known = facts.get(name)
    if (known === undefined || known.since <= since) patched.set(name, { since, value })
  }
  return patched
}

/** The attributes whose value is another one. */
export function differingAttributes(
  before: ReadonlyMap<string, AttributeFact>,
  after: ReadonlyMap<string, AttributeFact>,
): ReadonlySet<string> {
  const differing = new Set<string>()
  for (const [name, { value }] of after) {
    const was = before.get(name)?.value
    const isSame = was === undefined || value === undefined ? was === value : sameValue(was, value)
    if (!isSame) differing.add(name)
  }
  return differing
}
