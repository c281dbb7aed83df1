import type { z } from 'zod'

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping of keys to values',
  record: 'a mapping of names to definitions',
  array: 'a list',
  tuple: 'a list of two numbers',
  null: 'nothing',
}

/** What a schema asked for, in words. */
export function wantedWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return words[issue.expected] ?? issue.expected
    case 'invalid_value':
      return `one of ${issue.values.map(value => `'${String(value)}'`).join(', ')}`
    case 'invalid_union':
      return [...new Set(issue.errors.flatMap(branch => branch.slice(0, 1).map(wantedWords)))].join(' or ')
    case 'too_small':
      return `${Number(issue.minimum)} or more`
    case 'too_big':
      return `at most ${Number(issue.maximum)}`
    default:
      return issue.message
  }
}

/** What was given, in words, short enough for a sentence. */
export function givenWords(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}…` : value}'`
  if (Array.isArray(value)) return value.length <= 2 ? `the list ${JSON.stringify(value)}` : 'a list'
  return typeof value === 'object' ? 'a mapping' : String(value)
}

export function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let here = content
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = Reflect.get(here, step)
  }
  return here
}
