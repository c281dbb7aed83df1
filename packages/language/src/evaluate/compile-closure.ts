import type { Checked, CheckedSegmentation } from '../ast/checked.ts'
import type { Value } from '../vocabulary/value.ts'
import { classOf } from './class-of.ts'
import { newCompiler } from './compiler.ts'
import type { EvaluationContext } from './evaluation-context.ts'
import type { Subject } from './subject.ts'

/** A compiled expression. Unknown is `undefined`. */
export type Closure = (subject: Subject, asOf: number) => Value | undefined

/**
 * Compiles an expression into a function of one customer and one instant. It gives what the SQL of the same
 * tree gives, for every subject and instant.
 *
 * @param checked - What the check returned.
 * @param context - Time zone, start of the week and, where tiers or RFM are read, the cut-offs of a refresh.
 * @returns `(subject, asOf) => value`; `asOf` in UTC milliseconds. A boolean attribute that is unknown is
 *          `undefined` when it stands alone: a segment holds where the value is `true`.
 * @throws EvaluationError `cutoffs_missing` when compiling, `value_of_wrong_type` when evaluating.
 *
 * Cost: windows are resolved once for each instant; an evaluation looks at a customer's events once, and at
 * those of an aggregate once for each different aggregate.
 *
 * @example
 * const spend = compileClosure(checked, { timezone: 'Europe/Prague', weekStart: 1 })
 * spend(subject, Date.UTC(2026, 10, 21))   // 1_250_000: 125 in ten-thousandths, for sum(purchase.amount, 90d)
 */
export function compileClosure(checked: Checked, context: EvaluationContext): Closure {
  const compiler = newCompiler(context)
  const evaluate = compiler.value(checked)
  return (subject, asOf) => evaluate(compiler.begin(subject, asOf))
}

/**
 * Compiles many expressions into one function that shares what they have in common: an aggregate or a
 * feature that ten segments read is evaluated once.
 *
 * @returns The values by the map's keys, unknown ones left out.
 *
 * @example
 * compileClosures(new Map([['vip', vip], ['lapsed', lapsed]]), context)(subject, asOf)   // Map { 'vip' => true, 'lapsed' => false }
 */
export function compileClosures(
  expressions: ReadonlyMap<string, Checked>,
  context: EvaluationContext,
): (subject: Subject, asOf: number) => ReadonlyMap<string, Value> {
  const compiler = newCompiler(context)
  const compiled = [...expressions].map(([name, checked]) => [name, compiler.value(checked)] as const)
  return (subject, asOf) => {
    const run = compiler.begin(subject, asOf)
    const values = new Map<string, Value>()
    for (const [name, evaluate] of compiled) {
      const value = evaluate(run)
      if (value !== undefined) values.set(name, value)
    }
    return values
  }
}

/**
 * Compiles a segmentation into a function that gives the class a customer is in: exactly one, always.
 *
 * @throws EvaluationError `cutoffs_missing` for tiers and RFM without the cut-offs of a refresh.
 *
 * @example
 * classify(lifecycle, context)(subject, asOf)   // 'lapsing'
 */
export function classify(
  segmentation: CheckedSegmentation,
  context: EvaluationContext,
): (subject: Subject, asOf: number) => string {
  const compiler = newCompiler(context)
  const evaluate = classOf(segmentation, compiler, context)
  return (subject, asOf) => evaluate(compiler.begin(subject, asOf))
}
