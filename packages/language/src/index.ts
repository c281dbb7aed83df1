export type * from './ast/checked.ts'
export type { Problem } from './ast/problem.ts'
export {
  durationDays,
  durationMillis,
  type InstantRange,
  resolveTriggerDays,
  resolveTriggerInstants,
  resolveWindow,
} from './ast/resolve-window.ts'
export type { Span } from './ast/span.ts'
export type * from './ast/window.ts'
export { type Closure, classify, compileClosure, compileClosures } from './evaluate/compile-closure.ts'
export { EvaluationError, type EvaluationErrorCode, evaluationErrors } from './evaluate/errors.ts'
export type { EvaluationContext } from './evaluate/evaluation-context.ts'
export { addMoney, currencyUnits, type Money, money, subtractMoney } from './evaluate/exact-money.ts'
export { compareCodePoints, orderEvents } from './evaluate/order-events.ts'
export type { Subject, SubjectEvent } from './evaluate/subject.ts'
export {
  DAY_MS,
  type DayRange,
  epochDay,
  formatDate,
  formatInstant,
  isTimezone,
  localDate,
  parseDate,
  parseInstant,
  startOfDay,
  yearMonthDay,
  type Zone,
} from './vocabulary/calendar.ts'
export { nearestName } from './vocabulary/nearest-name.ts'
export {
  LARGEST,
  MONEY_SCALE,
  NUMBER_SUM_SCALE,
  type Place,
  type Value,
  type ValueType,
} from './vocabulary/value.ts'
export type {
  AttributeName,
  DeclaredType,
  EventName,
  FeatureName,
  SegmentationName,
  SegmentName,
  Vocabulary,
} from './vocabulary/vocabulary.ts'
