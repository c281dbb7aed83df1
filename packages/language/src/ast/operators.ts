import type { Logic, TagTest, TextTest } from './checked.ts'

export type { Comparison } from './checked.ts'
export type TextOperator = TextTest['operator']
export type TagOperator = TagTest['operator']
export type AllOrAny = Logic['kind']

/**
 * Words of the language that a workspace cannot take for a name of its own. All other words of the grammar
 * (`last`, `next`, `of` …) are told from names by where they stand.
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'where',
  'between',
  'contains',
  'matches',
  'true',
  'false',
  'then',
  'this',
  'since',
  'today',
  'yesterday',
])
