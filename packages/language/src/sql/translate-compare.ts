import type { Between, Checked, Compare, Comparison, KnownTest, OneOf } from '../ast/checked.ts'
import { FIRST_DAY, LAST_DAY, startOfDay } from '../vocabulary/calendar.ts'
import type { Value } from '../vocabulary/value.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import type { PlaceTerm, TagsTerm, Term } from './term.ts'
import { bindList, bindScalar, translateLiteral } from './translate-literal.ts'
import { settled, type Translation } from './translation.ts'

/** False where either side is unknown, `!=` included. */
export function translateCompare(node: Compare, translation: Translation): Fragment {
  const day = compareWithDay(node, translation)
  if (day !== undefined) return day
  const left = translation.term(node.left)
  const right = translation.term(node.right)
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const { fragments } = translation
    return settled(fragments, fragments.strict(['(', ` ${node.operator} `, ')'], left.sql, right.sql))
  }
  const equal = equality(left, right, translation)
  return node.operator === '=' ? equal : unequal(left, right, equal, translation)
}

/** The day of an instant compared with a day that is given: the instant compared with where that day begins and ends. */
function compareWithDay(node: Compare, translation: Translation): Fragment | undefined {
  const { left, right, operator } = node
  if (left.kind === 'literal') {
    if (right.kind === 'literal') return undefined
    return compareWithDay({ ...node, left: right, right: left, operator: mirrored[operator] }, translation)
  }
  if (left.kind !== 'convert' || left.value.type !== 'instant' || right.kind !== 'literal') return undefined
  if (right.type !== 'date' || typeof right.value !== 'number') return undefined
  return settled(
    translation.fragments,
    withinDays(translation.scalar(left.value), operator, right.value, translation),
  )
}

const mirrored: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

/** The instants whose days compare so with a day, as ranges of the days that there are. */
function withinDays(
  instant: Fragment,
  operator: Comparison,
  day: number,
  { fragments, parameters, zone }: Translation,
): Fragment {
  const start = (of: number) => parameters.bind('Int64', String(startOfDay(of, zone.timezone)))
  const range = (from: number, to: number) =>
    fragments.strict(['(', ` >= ${start(from)} AND `, ` < ${start(to)})`], instant, instant)
  const beyond = LAST_DAY + 1
  switch (operator) {
    case '=':
      return range(day, day + 1)
    case '!=':
      return fragments.strict`(${range(FIRST_DAY, day)} OR ${range(day + 1, beyond)})`
    case '<':
      return range(FIRST_DAY, day)
    case '<=':
      return range(FIRST_DAY, day + 1)
    case '>':
      return range(day + 1, beyond)
    case '>=':
      return range(day, beyond)
  }
}

function equality(left: Term, right: Term, translation: Translation): Fragment {
  const { fragments } = translation
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    return settled(fragments, fragments.strict`(${left.sql} = ${right.sql})`)
  }
  if (left.kind === 'place' && right.kind === 'place') return samePlace(left, right, translation)
  if (left.kind === 'tags' && right.kind === 'tags') return sameTags(left, right, translation)
  throw new SqlError('sql_tree_not_checked', 'a comparison of different types')
}

function samePlace(left: PlaceTerm, right: PlaceTerm, { fragments }: Translation): Fragment {
  const same = fragments.strict`(${left.latitude} = ${right.latitude} AND ${left.longitude} = ${right.longitude})`
  return settled(fragments, same)
}

/** As sets: the order and repeats make no difference. */
function sameTags(left: TagsTerm, right: TagsTerm, { fragments }: Translation): Fragment {
  return fragments.known`(${left.known} AND ${right.known} AND hasAll(${left.items}, ${right.items}) AND hasAll(${right.items}, ${left.items}))`
}

function unequal(left: Term, right: Term, equal: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  return fragments.known`(${isKnown(left, translation)} AND ${isKnown(right, translation)} AND NOT ${equal})`
}

export function translateBetween(node: Between, translation: Translation): Fragment {
  const { fragments } = translation
  const value = translation.scalar(node.value)
  const low = translation.scalar(node.low)
  const high = translation.scalar(node.high)
  return settled(fragments, fragments.strict`(${value} >= ${low} AND ${value} <= ${high})`)
}

export function translateOneOf(node: OneOf, translation: Translation): Fragment {
  const { fragments } = translation
  if (node.options.length === 0) return fragments.known(['0'])
  const value = translation.term(node.value)
  const type = node.value.type
  if (value.kind === 'scalar' && (type === 'text' || type === 'date' || type === 'instant')) {
    return settled(
      fragments,
      fragments.strict`(${value.sql} IN ${bindList(translation, type, node.options)})`,
    )
  }
  if (value.kind === 'scalar' && type === 'number') {
    // Sets compare bit by bit: adding 0 makes −0 the same as 0.
    const list = bindList(translation, type, node.options)
    return settled(fragments, fragments.strict`(${value.sql} + 0 IN ${list})`)
  }
  const equalities = node.options.map(option =>
    equality(value, literalTerm(node.value, option, translation), translation),
  )
  return fragments.list('(', equalities, ' OR ', ')', false)
}

function literalTerm(like: Checked, value: Value, translation: Translation): Term {
  if (typeof value === 'object') {
    return translateLiteral(
      { kind: 'literal', type: like.type, unknown: false, span: like.span, value },
      translation,
    )
  }
  return { kind: 'scalar', sql: bindScalar(translation, like.type, value) }
}

export function translateKnown(node: KnownTest, translation: Translation): Fragment {
  const known = isKnown(translation.term(node.value), translation)
  return node.known ? known : translation.fragments.known`(NOT ${known})`
}

export function isKnown(term: Term, { fragments }: Translation): Fragment {
  if (term.kind === 'tags') return term.known
  const value = term.kind === 'place' ? term.latitude : term.sql
  return value.nullable ? fragments.known`isNotNull(${value})` : fragments.known(['1'])
}
