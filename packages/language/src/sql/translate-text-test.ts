import type { TagTest, TextTest } from '../ast/checked.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { ignoringCase } from './ignoring-case.ts'
import { isKnown } from './translate-compare.ts'
import { settled, type Translation } from './translation.ts'

export function translateTextTest(node: TextTest, translation: Translation): Fragment {
  const value = translation.scalar(node.value)
  // The empty text is in every text; ClickHouse's search functions do not all say so.
  if (node.pattern === '' && isSearch(node)) return isKnown({ kind: 'scalar', sql: value }, translation)
  return settled(translation.fragments, textTest(node, value, translation))
}

function isSearch({ operator }: TextTest): boolean {
  return operator === 'contains' || operator === 'starts with' || operator === 'ends with'
}

function textTest(
  { operator, pattern }: TextTest,
  value: Fragment,
  { fragments, parameters }: Translation,
): Fragment {
  const text = (bound: string) => parameters.bind('String', bound)
  switch (operator) {
    case 'contains':
      return fragments.strict([`(position(`, `, ${text(pattern)}) > 0)`], value)
    case 'starts with':
      return fragments.strict([`startsWith(`, `, ${text(pattern)})`], value)
    case 'ends with':
      return fragments.strict([`endsWith(`, `, ${text(pattern)})`], value)
    case '~=':
      return fragments.strict([`match(`, `, ${text(ignoringCase(pattern))})`], value)
    case 'matches':
      return fragments.strict([`match(`, `, ${text(searchPattern(pattern))})`], value)
  }
}

/** The dot matches a newline too. A NUL is written out: ClickHouse takes patterns as C strings in places. */
function searchPattern(pattern: string): string {
  return `(?s)${pattern.replaceAll('\0', '\\x00')}`
}

/** Unknown tags pass none of the three tests. */
export function translateTagTest(node: TagTest, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const tags = translation.term(node.value)
  if (tags.kind !== 'tags') throw new SqlError('sql_tree_not_checked', `${node.value.type} where tags belong`)
  const options = parameters.bind('Array(String)', node.options)
  const test = node.operator === 'all of' ? 'hasAll' : node.operator === 'any of' ? 'hasAny' : 'NOT hasAny'
  return fragments.known([`(`, ` AND ${test}(`, `, ${options}))`], tags.known, tags.items)
}
