import type { Call } from '../ast/checked.ts'
import { DAY_MS, localDate } from '../vocabulary/calendar.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { scalar, type Term } from './term.ts'
import { translateCoalesce } from './translate-choice.ts'
import { translateAge } from './translate-date.ts'
import { finite, type Translation } from './translation.ts'

export function translateCall(node: Call, translation: Translation): Term {
  if (node.function === 'coalesce') {
    return translateCoalesce(
      node.arguments.map(argument => translation.term(argument)),
      translation,
    )
  }
  const [first, ...rest] = node.arguments.map(argument => translation.scalar(argument))
  if (first === undefined)
    throw new SqlError('sql_tree_not_checked', `${node.function}() without an argument`)
  return scalar(call(node, first, rest, translation))
}

function call(node: Call, value: Fragment, rest: readonly Fragment[], translation: Translation): Fragment {
  const { fragments } = translation
  switch (node.function) {
    case 'abs':
      return fragments.strict`abs(${value})`
    case 'round':
      return translateRound(node, value, translation)
    case 'min':
      return extreme('least', [value, ...rest], translation)
    case 'max':
      return extreme('greatest', [value, ...rest], translation)
    case 'lower':
      // The final sigma is the one rule of lowerUTF8 that looks at neighbours; the language's does not.
      return fragments.strict`lowerUTF8(replaceAll(${value}, 'Σ', 'σ'))`
    case 'length':
      return fragments.strict`toFloat64(lengthUTF8(${value}))`
    case 'age':
      return translateAge(value, translation)
    case 'days_since':
      return daysSince(node, value, translation)
    case 'coalesce':
      return value
  }
}

function extreme(name: string, values: readonly Fragment[], { fragments }: Translation): Fragment {
  const nullable = values.some(value => value.nullable)
  return fragments.list(`${name}(`, values, ', ', ')', nullable)
}

/** Half away from zero. ClickHouse's own rounds floats half to even; of decimals it rounds half away. */
function translateRound(node: Call, value: Fragment, { fragments }: Translation): Fragment {
  const places = placesOf(node)
  if (node.type === 'money') return places >= 4 ? value : fragments.strict(['round(', `, ${places})`], value)
  const scale = 10 ** places
  const size = fragments.strict([`(abs(`, `) * ${scale}.)`], value)
  const half = fragments.strict`(${size} - floor(${size}) >= 0.5)`
  const rounded = fragments.strict([`(sign(`, `) * (floor(`, `) + `, `) / ${scale}.)`], value, size, half)
  // From 2^52 on there is nothing behind the point.
  const result = fragments.strict([`if(`, ` < 4503599627370496., `, `, `, `)`], size, rounded, value)
  return finite(fragments, result)
}

function placesOf(node: Call): number {
  const places = node.arguments[1]
  if (places === undefined) return 0
  if (places.kind === 'literal' && typeof places.value === 'number') return places.value
  throw new SqlError('sql_tree_not_checked', 'round() with places that are not a literal')
}

function daysSince(node: Call, value: Fragment, { fragments, asOf, zone }: Translation): Fragment {
  if (node.arguments[0]?.type === 'date') {
    return fragments.strict([`toFloat64(${localDate(asOf, zone.timezone)} - `, `)`], value)
  }
  return fragments.strict([`((toInt64(${asOf}) - `, `) / ${DAY_MS})`], value)
}
