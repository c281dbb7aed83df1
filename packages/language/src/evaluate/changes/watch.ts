import type { Checked, Choice, Logic } from '../../ast/checked.ts'
import { newCompiler } from '../compiler.ts'
import type { EvaluationContext } from '../evaluation-context.ts'
import type { EventSource } from '../event-source.ts'
import { oncePerRun } from '../run.ts'
import { drifts, looksAtClock } from './drifts.ts'
import { compileEnclosure, type Enclose } from './enclosure.ts'
import { NEVER } from './horizon.ts'
import { earliest, type Until, type Watch } from './until.ts'
import { untilOfClass } from './until-of-class.ts'
import {
  untilOfBetween,
  untilOfCompare,
  untilOfDrifting,
  untilOfKnown,
  untilOfOneOf,
  untilOfOperands,
} from './until-of-comparison.ts'
import { untilOfInWindow } from './until-of-days.ts'
import { untilOfAggregate } from './until-of-events.ts'
import { untilOfSequence } from './until-of-sequence.ts'

/** Compiles expressions into when they could change; each part once, however often it is referred to. */
export function newWatch(context: EvaluationContext, source?: EventSource): Watch {
  const untils = new Map<Checked, Until>()
  const enclosures = new Map<Checked, Enclose>()
  const watch: Watch = {
    compiler: newCompiler(context, source),
    source,
    context,
    zone: context,
    bound: NEVER,
    until: node => compiledOnce(untils, node, () => compileUntil(node, watch)),
    enclose: node => compiledOnce(enclosures, node, () => compileEnclosure(node, watch)),
  }
  return watch
}

function compiledOnce<T>(known: Map<Checked, T>, node: Checked, compile: () => T): T {
  const before = known.get(node)
  if (before !== undefined) return before
  const compiled = compile()
  known.set(node, compiled)
  return compiled
}

function compileUntil(node: Checked, watch: Watch): Until {
  if (!looksAtClock(node)) return () => NEVER
  if (drifts(node)) return untilOfDrifting(node, watch)
  switch (node.kind) {
    case 'feature':
      return oncePerRun(watch.until(node.is))
    case 'segment':
      return oncePerRun(watch.until(node.when))
    case 'class':
      return oncePerRun(untilOfClass(node.of, watch))
    case 'ranked':
      return oncePerRun(untilOfClass(node.cut, watch))
    case 'aggregate':
      return oncePerRun(watch.source?.untilOf(node) ?? untilOfAggregate(node, watch))
    case 'sequence':
      return oncePerRun(untilOfSequence(node, watch))
    case 'in_window':
      return untilOfInWindow(node, watch)
    case 'compare':
      return untilOfCompare(node, watch)
    case 'between':
      return untilOfBetween(node, watch)
    case 'one_of':
      return untilOfOneOf(node, watch)
    case 'known_test':
      return untilOfKnown(node.value, watch)
    case 'and':
    case 'or':
      return untilOfLogic(node, watch)
    case 'not':
      return watch.until(node.operand)
    case 'choice':
      return untilOfChoice(node, watch)
    case 'score':
      return oncePerRun(earliest(node.inputs.map(({ is }) => watch.until(is))))
    case 'arithmetic':
      return untilOfOperands([node.left, node.right], watch)
    case 'call':
      return node.function === 'coalesce'
        ? untilOfFirstKnown(node.arguments, watch)
        : untilOfOperands(node.arguments, watch)
    case 'text_test':
    case 'tag_test':
    case 'near':
    case 'inside':
    case 'convert':
      return watch.until(node.value)
    case 'literal':
    case 'attribute':
    case 'property':
      return () => NEVER
  }
}

const NONE = Number.NEGATIVE_INFINITY

/** What settles a junction settles it until the last such condition changes; else the first change counts. */
function untilOfLogic(node: Logic, watch: Watch): Until {
  const { compiler, until } = watch
  const parts = node.operands.map(operand => ({ holds: compiler.condition(operand), until: until(operand) }))
  const first = earliest(parts.map(part => part.until))
  const settling = node.kind === 'or'
  return run => {
    let settled = NONE
    for (const part of parts) {
      if (part.holds(run) !== settling) continue
      settled = Math.max(settled, part.until(run))
      if (settled >= watch.bound) return settled
    }
    return settled === NONE ? first(run) : settled
  }
}

function untilOfChoice(node: Choice, { compiler, until }: Watch): Until {
  const holds = compiler.condition(node.condition)
  const untilCondition = until(node.condition)
  const whenTrue = until(node.whenTrue)
  const otherwise = until(node.otherwise)
  return run => Math.min(untilCondition(run), holds(run) ? whenTrue(run) : otherwise(run))
}

function untilOfFirstKnown(operands: readonly Checked[], { compiler, until }: Watch): Until {
  const parts = operands.map(operand => ({ value: compiler.value(operand), until: until(operand) }))
  return run => {
    let first = NEVER
    for (const part of parts) {
      first = Math.min(first, part.until(run))
      if (part.value(run) !== undefined) break
    }
    return first
  }
}
