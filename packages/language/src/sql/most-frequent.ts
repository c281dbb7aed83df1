import { MONEY_SCALE } from '../vocabulary/value.ts'
import type { Fragment, Fragments } from './fragment.ts'
import type { KnownValues } from './known-values.ts'
import { scalar, type Term } from './term.ts'

/**
 * The commonest known value, of several the one seen latest: one map from value to how often, one from value
 * to when last, both made in the same pass as everything else.
 */
export function mostFrequent(of: KnownValues): Term {
  const { selection, known: only } = of
  const { fragments } = of.translation
  const key = mapKey(of)
  const counts = selection.ask('sumMap', [fragments.known`map(${key}, 1)`], { only })
  const last = fragments.known`(${fragments.at}, ${fragments.eventId})`
  const lasts = selection.ask('maxMap', [fragments.known`map(${key}, ${last})`], { only })
  // Sorted by key, so that both stand in one order: looked up key by key, a customer of a thousand values takes a million looks.
  const [often, lately] = [fragments.unsure`mapSort(${counts})`, fragments.unsure`mapSort(${lasts})`]
  const best = fragments.unsure`if(empty(${counts}), NULL, arrayReduce('argMax', mapKeys(${often}), arrayZip(mapValues(${often}), mapValues(${lately}))))`
  return fromKey(of, best)
}

/** Maps have keys of text and whole numbers only. The key is looked at only where the value is known. */
function mapKey({ property: { type }, value, translation: { fragments } }: KnownValues): Fragment {
  if (value.kind === 'tags') return fragments.known`toJSONString(arraySort(arrayDistinct(${value.items})))`
  if (value.kind === 'place') {
    return fragments.known`concat(toString(${bits(value.latitude, fragments)}), ' ', toString(${bits(value.longitude, fragments)}))`
  }
  if (type === 'number') return bits(value.sql, fragments)
  const present = fragments.known`assumeNotNull(${value.sql})`
  return type === 'money' ? fragments.known`reinterpret(${present}, 'Int64')` : present
}

/** The bits of a float as a whole number; adding 0 makes −0 the same as 0. */
function bits(value: Fragment, fragments: Fragments): Fragment {
  return fragments.known`reinterpretAsInt64(assumeNotNull(${value}) + 0)`
}

function fromKey({ property: { type }, translation: { fragments } }: KnownValues, key: Fragment): Term {
  if (type === 'tags') {
    const items = fragments.known`JSONExtract(ifNull(${key}, '[]'), 'Array(String)')`
    return { kind: 'tags', items, known: fragments.known`isNotNull(${key})` }
  }
  if (type === 'place') {
    const part = (index: number) =>
      fragments.strict(
        [`reinterpretAsFloat64(toInt64(splitByChar(' ', ifNull(`, `, '0 0'))[${index}]))`],
        key,
      )
    const known = (value: Fragment) => fragments.unsure`if(isNull(${key}), NULL, ${value})`
    return { kind: 'place', latitude: known(part(1)), longitude: known(part(2)) }
  }
  if (type === 'number') return scalar(fragments.strict`reinterpretAsFloat64(${key})`)
  if (type === 'money') return scalar(fragments.strict([`(toDecimal128(`, `, 4) / ${MONEY_SCALE})`], key))
  return scalar(key)
}
