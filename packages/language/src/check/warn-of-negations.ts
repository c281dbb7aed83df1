import type { Checked } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { describeChecked } from './describe-checked.ts'
import type { Scope } from './scope.ts'

/**
 * Warns where a `not` stands around a comparison with something that can be unknown: such customers are in.
 * Says nothing of values the author asks about with `is known` or `is unknown` anywhere in the expression.
 */
export function warnOfNegations(checked: Checked, scope: Scope): void {
  const told = new Set<string>()
  collectKnownTests(checked, told)
  walk(checked, false, told, scope)
}

function isReference(node: Checked): boolean {
  return ['feature', 'segment', 'class', 'score'].includes(node.kind)
}

function collectKnownTests(node: Checked, told: Set<string>): void {
  if (node.kind === 'known_test') for (const leaf of unknownLeaves(node.value)) told.add(keyOf(leaf))
  if (!isReference(node)) for (const part of checkedPartsOf(node)) collectKnownTests(part, told)
}

function walk(node: Checked, negated: boolean, told: Set<string>, scope: Scope): void {
  if (node.kind === 'not') walk(node.operand, !negated, told, scope)
  else if (node.kind === 'and' || node.kind === 'or') {
    for (const operand of node.operands) walk(operand, negated, told, scope)
  } else if (!isReference(node) && node.kind !== 'known_test') {
    if (negated && node.type === 'boolean') warn(node, told, scope)
    walkInside(node, told, scope)
  }
}

/** Conditions within a value (after `where`, in `if`) begin anew: the negation around the value is not theirs. */
function walkInside(node: Checked, told: Set<string>, scope: Scope): void {
  for (const part of checkedPartsOf(node)) walk(part, false, told, scope)
}

function warn(node: Checked, told: Set<string>, scope: Scope): void {
  for (const leaf of checkedPartsOf(node).flatMap(part => unknownLeaves(part))) {
    if (told.has(keyOf(leaf))) continue
    told.add(keyOf(leaf))
    scope.problems.push(problem('negated_unknown', leaf.span, { given: plain(describeChecked(leaf)) }))
  }
}

/** The reads within a value that can make it unknown. */
function unknownLeaves(node: Checked): readonly Checked[] {
  if (!node.unknown) return []
  if (isReference(node) || node.kind === 'aggregate') return [node]
  const leaves = checkedPartsOf(node).flatMap(unknownLeaves)
  return leaves.length === 0 ? [node] : leaves
}

/** Where something was written, and what a reference stands for. */
const NOT_IN_KEY: ReadonlySet<string> = new Set(['span', 'is', 'inputs', 'of'])

function keyOf(node: Checked): string {
  return JSON.stringify(node, (key, value: unknown) => (NOT_IN_KEY.has(key) ? undefined : value))
}

function plain(described: string): string {
  return described.replaceAll('`', '')
}
