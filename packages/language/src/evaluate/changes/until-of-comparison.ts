import type { Between, Checked, Compare, Comparison, OneOf } from '../../ast/checked.ts'
import type { Money } from '../exact-money.ts'
import { quantity } from '../held-value.ts'
import type { Run } from '../run.ts'
import { drifts, looksAtClock } from './drifts.ts'
import { type Bounds, type Enclosure, isBounds, isOneValue } from './enclosure.ts'
import { certainUntil, NEVER } from './horizon.ts'
import { earliest, type Until, type Watch } from './until.ts'
import { tallyOf, untilOfTotal } from './until-of-total.ts'
import { watched } from './watched.ts'

/** When a comparison could turn out otherwise: of a number that moves with time, exactly where it crosses over. */
export function untilOfCompare(node: Compare, watch: Watch): Until {
  if (drifts(node.left) || drifts(node.right)) return untilOfCrossing(node, watch)
  const tested = tallyTested(node.left, [node.right], watch, (value, [limit = 0]) =>
    compared(node.operator, value, limit),
  )
  return tested ?? untilOfOperands([node.left, node.right], watch)
}

/** With one operand unknown the comparison is false until that one is known. */
export function untilOfOperands(operands: readonly Checked[], { compiler, until }: Watch): Until {
  const parts = operands.map(operand => ({ value: compiler.value(operand), until: until(operand) }))
  const first = earliest(parts.map(part => part.until))
  return run => {
    let known = Number.NEGATIVE_INFINITY
    for (const part of parts) if (part.value(run) === undefined) known = Math.max(known, part.until(run))
    return known > Number.NEGATIVE_INFINITY ? known : first(run)
  }
}

/** A count or sum tested against what stands still: not every event that goes makes a difference. */
function tallyTested(
  node: Checked,
  limits: readonly Checked[],
  watch: Watch,
  test: (value: Money, limits: readonly Money[]) => boolean,
): Until | undefined {
  const tally = tallyOf(node)
  if (tally === undefined || limits.some(looksAtClock)) return undefined
  const what = watched(tally.node, watch)
  const packed = watch.source?.untilOfTotal(tally.node)
  const wanted = limits.map(limit => watch.compiler.value(limit))
  return run => {
    const known = wanted.map(limit => limit(run)).filter(value => value !== undefined)
    if (known.length < wanted.length) return NEVER
    const quantities = known.map(quantity)
    const meaning = (total: Money): boolean => test(tally.value(total), quantities)
    return packed === undefined
      ? untilOfTotal(what, tally.adds, meaning)(run)
      : packed(run, meaning, watch.bound)
  }
}

function compared(operator: Comparison, a: number | bigint, b: number | bigint): boolean {
  switch (operator) {
    case '=':
      return a === b
    case '!=':
      return a !== b
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
  }
}

/** What is known of a condition over a stretch. */
type Certain = boolean | undefined

function untilOfCrossing(node: Compare, watch: Watch): Until {
  const left = watch.enclose(node.left)
  const right = watch.enclose(node.right)
  return whileCertain([node.left, node.right], watch, (run, until) =>
    certainly(node.operator, left(run, until), right(run, until)),
  )
}

/** Looks as far as nothing else changes. */
function whileCertain(
  operands: readonly Checked[],
  watch: Watch,
  certain: (run: Run, until: number) => Certain,
): Until {
  const others = earliest(operands.map(operand => untilOfStanding(operand, watch)))
  return run => certainUntil(run.asOf, others(run), watch.bound, until => certain(run, until) !== undefined)
}

function certainly(operator: Comparison, a: Enclosure, b: Enclosure): Certain {
  if (a === 'unknown' || b === 'unknown') return false
  if (!isBounds(a) || !isBounds(b)) return undefined
  switch (operator) {
    case '=':
      return equal(a, b)
    case '!=':
      return opposite(equal(a, b))
    case '<':
      return below(a, b)
    case '>=':
      return opposite(below(a, b))
    case '>':
      return below(b, a)
    case '<=':
      return opposite(below(b, a))
  }
}

function opposite(certain: Certain): Certain {
  return certain === undefined ? undefined : !certain
}

function below(a: Bounds, b: Bounds): Certain {
  if (a.high < b.low) return true
  return a.low >= b.high ? false : undefined
}

function equal(a: Bounds, b: Bounds): Certain {
  if (a.high < b.low || b.high < a.low) return false
  return isOneValue(a) && isOneValue(b) ? true : undefined
}

export function untilOfBetween(node: Between, watch: Watch): Until {
  const operands = [node.value, node.low, node.high]
  if (!operands.some(drifts)) {
    const within = (value: Money, [low = 0, high = 0]: readonly Money[]): boolean =>
      value >= low && value <= high
    return tallyTested(node.value, [node.low, node.high], watch, within) ?? untilOfOperands(operands, watch)
  }
  const [value, low, high] = [node.value, node.low, node.high].map(each => watch.enclose(each))
  return whileCertain(operands, watch, (run, until) => {
    const found = value?.(run, until) ?? 'anything'
    const above = low?.(run, until) ?? 'anything'
    const under = high?.(run, until) ?? 'anything'
    // Any of the three being unknown settles it.
    if (found === 'unknown' || above === 'unknown' || under === 'unknown') return false
    const ends = [certainly('>=', found, above), certainly('<=', found, under)]
    if (ends.includes(false)) return isBounds(found) && isBounds(above) && isBounds(under) ? false : undefined
    return ends.includes(undefined) ? undefined : true
  })
}

export function untilOfOneOf(node: OneOf, watch: Watch): Until {
  if (!drifts(node.value)) return watch.until(node.value)
  const value = watch.enclose(node.value)
  const options = node.options.map(Number)
  return whileCertain([node.value], watch, (run, until) => {
    const found = value(run, until)
    if (!isBounds(found)) return found === 'unknown' ? false : undefined
    if (!options.some(option => option >= found.low && option <= found.high)) return false
    return isOneValue(found) ? true : undefined
  })
}

/** Whether a number that moves with time is known. */
export function untilOfKnown(value: Checked, watch: Watch): Until {
  if (!drifts(value)) return watch.until(value)
  const enclose = watch.enclose(value)
  return whileCertain([value], watch, (run, until) => {
    const found = enclose(run, until)
    return found === 'anything' ? undefined : found !== 'unknown'
  })
}

/** The value itself, where it is neither compared nor tested. */
export function untilOfDrifting(node: Checked, watch: Watch): Until {
  const enclose = watch.enclose(node)
  return whileCertain([node], watch, (run, until) => (isOneValue(enclose(run, until)) ? true : undefined))
}

/** When anything under a moving number changes other than by moving: what it is since, which branch is taken. */
export function untilOfStanding(node: Checked, watch: Watch): Until {
  if (!drifts(node)) return watch.until(node)
  switch (node.kind) {
    case 'feature':
      return untilOfStanding(node.is, watch)
    case 'arithmetic':
      return earliest([untilOfStanding(node.left, watch), untilOfStanding(node.right, watch)])
    case 'call': {
      const moves = node.function === 'days_since' || node.function === 'age'
      return earliest(node.arguments.map(each => (moves ? watch.until(each) : untilOfStanding(each, watch))))
    }
    case 'score':
      return earliest(node.inputs.map(({ is }) => untilOfStanding(is, watch)))
    case 'choice': {
      const branches = [node.whenTrue, node.otherwise].map(each => untilOfStanding(each, watch))
      return earliest([watch.until(node.condition), ...branches])
    }
    default:
      return watch.until(node)
  }
}
