import type { Checked } from '../ast/checked.ts'
import type { Expression } from '../ast/expression.ts'
import type { Problem } from '../ast/problem.ts'
import type { Duration } from '../ast/window.ts'
import type { ValueType } from '../vocabulary/value.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { concluded } from './check.ts'
import { checkExpression } from './check-expression.ts'
import { type Ahead, refusePresent } from './check-look-ahead.ts'
import { scopeOf } from './scope.ts'

/** What is to be foretold, as it is read when the time has passed. */
export interface CheckedTarget {
  /** From the instant that is foretold from to the one at which `is` is read. */
  readonly ahead: Duration
  /** With the time ahead as its window: of the events after the one instant, up to the other. */
  readonly is: Checked
}

export interface TargetResult {
  /** There is one exactly when no problem is an error. */
  readonly target?: CheckedTarget
  /** In the order of their places. */
  readonly problems: readonly Problem[]
}

const FORETOLD: readonly ValueType[] = ['boolean', 'number', 'money']

/** Checks an expression that looks ahead, as the target of a model. */
export function checkAhead(expression: Expression, vocabulary: Vocabulary): TargetResult {
  const ahead: Ahead = { found: new Set() }
  const scope = { ...scopeOf(vocabulary), ahead }
  const checked = checkExpression(expression, scope)
  if (checked !== undefined) refusePresent(checked, ahead, scope)
  const { checked: is, problems } = concluded(expression, checked, FORETOLD, scope)
  if (is === undefined || ahead.duration === undefined) return { problems }
  return { target: Object.freeze({ ahead: ahead.duration, is }), problems }
}
