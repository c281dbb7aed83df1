import type { InWindow } from '../ast/checked.ts'
import { resolveTriggerDays, resolveTriggerInstants } from '../ast/resolve-window.ts'
import { hasAnniversary, type Zone } from '../vocabulary/calendar.ts'
import { number } from './held-value.ts'
import { type Compile, type Holds, oncePerInstant } from './run.ts'

export function compileInWindow(node: InWindow, compile: Compile, zone: Zone): Holds {
  const value = compile.value(node.value)
  const test = node.value.type === 'instant' ? instantTest(node, zone) : dayTest(node, zone)
  return run => {
    const v = value(run)
    return v !== undefined && test(number(v), run.asOf)
  }
}

type TimeTest = (time: number, asOf: number) => boolean

function instantTest(node: InWindow, zone: Zone): TimeTest {
  const range = oncePerInstant(asOf => resolveTriggerInstants(node.window, asOf, zone))
  return (at, asOf) => at > range(asOf).after && at <= range(asOf).until
}

function dayTest(node: InWindow, zone: Zone): TimeTest {
  const days = oncePerInstant(asOf => resolveTriggerDays(node.window, asOf, zone))
  if (node.anniversary) return (date, asOf) => hasAnniversary(date, days(asOf))
  return (date, asOf) => date >= days(asOf).firstDay && date <= days(asOf).lastDay
}
