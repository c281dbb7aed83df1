export type * from './ast/checked.ts'
export { checkedPartsOf, classesOf, segmentationPartsOf } from './ast/checked-parts.ts'
export type { ArgumentSyntax, Expression } from './ast/expression.ts'
export type * from './ast/lifetime-scorer.ts'
export { RESERVED_WORDS } from './ast/operators.ts'
export type { Problem } from './ast/problem.ts'
export { PROBLEMS, type ProblemCode, problem } from './ast/problems/problem-table.ts'
export { type MentionedNames, mentionedNames, type References, referencesOf } from './ast/references.ts'
export {
  durationDays,
  durationMillis,
  type InstantRange,
  resolveTriggerDays,
  resolveTriggerInstants,
  resolveWindow,
} from './ast/resolve-window.ts'
export type * from './ast/scorer.ts'
export { scorerFault } from './ast/scorer-fault.ts'
export type { Span } from './ast/span.ts'
export type * from './ast/window.ts'
export { type CheckResult, check } from './check/check.ts'
export type { CheckedTarget, TargetResult } from './check/check-ahead.ts'
export { checkTarget, type TargetText } from './check-target.ts'
export { type CompiledText, compileText } from './compile-text.ts'
export { english, englishTarget } from './english/english.ts'
export {
  compileNextChange,
  compileNextChanges,
  compileNextClassChange,
  type NextChange,
  type NextChangeOptions,
} from './evaluate/changes/compile-next-change.ts'
export { type Closure, classify, compileClosure, compileClosures } from './evaluate/compile-closure.ts'
export { EvaluationError, type EvaluationErrorCode, evaluationErrors } from './evaluate/errors.ts'
export type { EvaluationContext } from './evaluate/evaluation-context.ts'
export { addMoney, currencyUnits, type Money, money, subtractMoney } from './evaluate/exact-money.ts'
export { isHeldAs, isPlace } from './evaluate/held-value.ts'
export { compileLive } from './evaluate/live/compile-live.ts'
export type * from './evaluate/live/live-program.ts'
export { PagesNeeded } from './evaluate/live/live-program.ts'
export { compareCodePoints, orderEvents } from './evaluate/order-events.ts'
export { sameValue } from './evaluate/same-value.ts'
export { scoreTable } from './evaluate/score-table.ts'
export { compileSlots, type SlotProgram } from './evaluate/slots/compile-slots.ts'
export type { Slot, SlotType } from './evaluate/slots/slot-layout.ts'
export type { Subject, SubjectEvent } from './evaluate/subject.ts'
export { type ExplainOptions, explain } from './explain/explain.ts'
export { explainClass } from './explain/explain-class.ts'
export type {
  ClassExplanation,
  Evidence,
  ExplainedMeasure,
  ExplainedNode,
  ExplainedRule,
  Explanation,
  NearMiss,
  Observed,
  ReadScore,
} from './explain/explanation.ts'
export {
  applyChanges,
  type ChangedProperty,
  type ProposedChange,
} from './explain/smallest-change/apply-changes.ts'
export { type SmallestChange, smallestChange } from './explain/smallest-change/smallest-change.ts'
export { type Parsed, parse } from './parse/parse.ts'
export { print } from './print/print.ts'
export { RULES_VERSION } from './rules-version.ts'
export { compilePopulation } from './sql/compile-population.ts'
export { SqlError, type SqlErrorCode, sqlErrors } from './sql/errors.ts'
export {
  attributeColumn,
  knownColumn,
  latitudeColumn,
  longitudeColumn,
  type PhysicalColumn,
  physicalColumns,
  propertyColumn,
  quoteName,
} from './sql/physical.ts'
export type { NewsQuery, PopulationQuery, PopulationTables, SqlSource } from './sql/population-query.ts'
export { readValue } from './sql/read-value.ts'
export { paramValues, type SqlParam, type SqlQuery } from './sql/sql-query.ts'
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
  startOfUnit,
  yearMonthDay,
  type Zone,
} from './vocabulary/calendar.ts'
export { instantOfLocal, type LocalTimes, localTimes } from './vocabulary/local-times.ts'
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
  ScoreName,
  SegmentationName,
  SegmentName,
  Vocabulary,
} from './vocabulary/vocabulary.ts'
