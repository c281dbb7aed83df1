import type { z } from 'zod'
import { valueAt } from './given-words.ts'

type Issue = z.core.$ZodIssue

/**
 * Issues without unions: of the shorthand and the long form, the one that was meant. A mapping means the long form
 * even when a key of it is wrong, so the branch that fails on the very kind of value is left out.
 */
export function plainIssues(issues: readonly Issue[], content: unknown): Issue[] {
  return issues.flatMap(issue => (issue.code === 'invalid_union' ? meant(issue, content) : [issue]))
}

function meant(issue: z.core.$ZodIssueInvalidUnion, content: unknown): Issue[] {
  const value = valueAt(content, issue.path)
  const branches = issue.errors.map(branch => plainIssues(branch, value))
  const fitting = branches.filter(branch => !branch.some(isOfAnotherKind))
  const chosen =
    fitting.length > 0 ? fewest(fitting) : branches.find(branch => !branch.every(isOfAnotherType))
  if (chosen === undefined) return [issue]
  return chosen.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

function fewest(branches: readonly Issue[][]): Issue[] | undefined {
  return branches.toSorted((a, b) => a.length - b.length)[0]
}

/** The value as a whole is not what this branch is about. */
function isOfAnotherKind(issue: Issue): boolean {
  return issue.path.length === 0 && (isOfAnotherType(issue) || issue.code === 'invalid_value')
}

function isOfAnotherType(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_union')
}
