import type { TagTest, TextTest } from '../ast/checked.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { ignoringCase } from './ignoring-case.ts'
import { isKnown } from './translate-compare.ts'
import { settled, type Translation } from './translation.ts'
import { writeOutClasses } from './unicode-classes.ts'

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
      return equalIgnoringCase(pattern, value, { fragments, parameters })
    case 'matches':
      return fragments.strict([`match(`, `, ${text(searchPattern(pattern))})`], value)
  }
}

/** RE2 has a limit on what a pattern may come to: a long text is compared in pieces. */
const LONGEST_PIECE = 500

function equalIgnoringCase(
  text: string,
  value: Fragment,
  { fragments, parameters }: Pick<Translation, 'fragments' | 'parameters'>,
): Fragment {
  const points = Array.from(text)
  const matches = (piece: readonly string[], of: Fragment) =>
    fragments.strict([`match(`, `, ${parameters.bind('String', ignoringCase(piece))})`], of)
  if (points.length <= LONGEST_PIECE) return matches(points, value)
  const conditions = [fragments.strict([`lengthUTF8(`, `) = ${points.length}`], value)]
  for (let start = 0; start < points.length; start += LONGEST_PIECE) {
    const piece = fragments.strict([`substringUTF8(`, `, ${start + 1}, ${LONGEST_PIECE})`], value)
    conditions.push(matches(points.slice(start, start + LONGEST_PIECE), piece))
  }
  return fragments.list('(', conditions, ' AND ', ')', value.nullable)
}

/** The dot matches a newline too. A NUL is written out: ClickHouse takes patterns as C strings in places. */
function searchPattern(pattern: string): string {
  return `(?s)${writeOutClasses(pattern).replaceAll('\0', '\\x00')}`
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
