import type { Checked } from '../ast/checked.ts'
import { english } from '../english/english.ts'
import type { Value } from '../vocabulary/value.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import type { Observed } from './explanation.ts'
import type { Finding } from './finding.ts'

/** What is the case: the condition as it reads when it holds, its negation when it does not. */
export function factOf(finding: Finding, vocabulary: Vocabulary): string {
  return english(finding.holds ? finding.checked : negated(finding.checked), vocabulary)
}

/** How a condition that has to change would read. */
export function wantedWords(checked: Checked, holds: boolean, vocabulary: Vocabulary): string {
  return english(holds ? checked : negated(checked), vocabulary)
}

function negated(operand: Checked): Checked {
  if (operand.kind === 'not') return operand.operand
  return { kind: 'not', operand, type: 'boolean', unknown: false, span: operand.span }
}

/** The reason in one sentence, each fact with what was found; like every reading, said of the customer. */
export function reasonInWords(reason: readonly Finding[], vocabulary: Vocabulary): string {
  const facts = reason.map(finding => `${factOf(finding, vocabulary)}${found(finding, vocabulary)}`)
  return sentence(facts.join(', **and** '))
}

/** With a capital and a full stop. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** What was found, where the words do not say it already. */
function found({ checked, shown, holds }: Finding, vocabulary: Vocabulary): string {
  const { observed } = shown
  if (observed === undefined || observed.type === 'boolean' || checked.kind === 'known_test') return ''
  if (saysItself(checked, holds)) return ''
  return ` (${foundWords(checked, observed, vocabulary)})`
}

function foundWords(checked: Checked, observed: Observed, vocabulary: Vocabulary): string {
  const words = observedWords(observed, vocabulary)
  if (observed.value === undefined) return words
  if (checked.kind === 'near') return `${words} km`
  if (checked.kind === 'aggregate') return observed.value === 1 ? 'once' : `${words} times`
  return observed.type === 'place' ? words.replace(/^\((.*)\)$/, '$1') : words
}

/** `country = "CZ"` that holds has said what the country is. */
function saysItself(checked: Checked, holds: boolean): boolean {
  if (checked.kind === 'aggregate') return checked.function === 'never' ? holds : !holds
  return (
    checked.kind === 'compare' && (checked.operator === '=' ? holds : checked.operator === '!=' && !holds)
  )
}

/** A value as the English reading writes it. */
export function observedWords({ type, value }: Observed, vocabulary: Vocabulary): string {
  if (value === undefined) return 'unknown'
  if (type === 'tags' && Array.isArray(value) && value.length === 0) return 'none'
  const span = { line: 1, column: 1, length: 0 }
  return english({ kind: 'literal', type, value: readable(value), unknown: false, span }, vocabulary)
}

/** What was observed is read, not compared again: 40.71674236 days are 40.72. Below one, three digits that count. */
function readable(value: Value): Value {
  if (typeof value !== 'number' || Number.isInteger(value)) return value
  return Number(Math.abs(value) < 1 ? value.toPrecision(3) : value.toFixed(2))
}
