import type { CheckedSegmentation, ClassRead, FirstMatch, Rfm, RfmGroup, Tiers } from '../ast/checked.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { isKnown } from './translate-compare.ts'
import { moneyText } from './translate-literal.ts'
import { settled, type Translation } from './translation.ts'

/** The name of the class as text. */
export function translateClass(node: ClassRead, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const names = parameters.bind('Array(String)', classNames(node.of))
  return fragments.known([`arrayElement(${names}, `, ` + 1)`], translation.classNumber(node.of))
}

/**
 * The classes of a segmentation by their numbers, `otherwise` last.
 * In `rfm` the groups are the classes, so that several may share a name.
 */
export function classNames(of: CheckedSegmentation): readonly string[] {
  const named = of.kind === 'rfm' ? of.groups : of.classes
  return [...named.map(item => item.class), of.otherwise]
}

export function translateClassNumber(of: CheckedSegmentation, translation: Translation): Fragment {
  switch (of.kind) {
    case 'first_match':
      return firstMatch(of, translation)
    case 'tiers':
      return tier(of, translation)
    case 'rfm':
      return rfmGroup(of, translation)
  }
}

function firstMatch({ classes }: FirstMatch, translation: Translation): Fragment {
  const conditions = classes.map(rule => translation.condition(rule.when))
  return firstOf(
    conditions,
    conditions.map((_, index) => index),
    classes.length,
    translation,
  )
}

/** The number beside the first condition that holds. */
function firstOf(
  conditions: readonly Fragment[],
  numbers: readonly number[],
  otherwise: number,
  { fragments }: Translation,
): Fragment {
  if (conditions.length === 0) return fragments.known([`toUInt16(${otherwise})`])
  const strings = conditions.map((_, index) =>
    index === 0 ? 'toUInt16(multiIf(' : `, ${numbers[index - 1]}, `,
  )
  return fragments.known([...strings, `, ${numbers.at(-1)}, ${otherwise}))`], ...conditions)
}

function tier(tiers: Tiers, translation: Translation): Fragment {
  const [cuts = []] = cutsOf(tiers, 1, translation)
  const value = translation.scalar(tiers.by)
  const { fragments } = translation
  const takesPart = settled(fragments, fragments.strict`(${value} > 0)`)
  const reaches = cuts.map(cut => passes(value, '>=', tiers.by.type, cut, translation))
  const conditions =
    tiers.method === 'quantile' ? reaches : reaches.map(reach => fragments.known`(${takesPart} AND ${reach})`)
  const numbers = cuts.map((_, index) => Math.min(index, tiers.classes.length))
  return firstOf(conditions, numbers, tiers.classes.length, translation)
}

function rfmGroup(rfm: Rfm, translation: Translation): Fragment {
  const { fragments } = translation
  const [recent = [], often = [], much = []] = cutsOf(rfm, 3, translation)
  const measures = [rfm.recency, rfm.frequency, rfm.monetary].map(measure => translation.scalar(measure))
  const known = measures.map(sql => isKnown({ kind: 'scalar', sql }, translation))
  const allKnown = fragments.list('(', known, ' AND ', ')', false)
  const score = (measure: 'recency' | 'frequency' | 'monetary', cuts: Cuts) => {
    const operator = measure === 'recency' ? '<=' : '>='
    const value = translation.scalar(rfm[measure])
    const conditions = cuts.map(cut => passes(value, operator, rfm[measure].type, cut, translation))
    const scores = cuts.map((_, index) => Math.max(1, rfm.quantiles - index))
    return firstOf(conditions, scores, 1, translation)
  }
  const r = score('recency', recent)
  const f = score('frequency', often)
  const m = score('monetary', much)
  const holds = (group: RfmGroup) => {
    const ranges = [
      within(r, group.recency, translation),
      within(f, group.frequency, translation),
      within(m, group.monetary, translation),
    ]
    return fragments.list('(', [allKnown, ...ranges], ' AND ', ')', false)
  }
  return firstOf(
    rfm.groups.map(holds),
    rfm.groups.map((_, index) => index),
    rfm.groups.length,
    translation,
  )
}

type Cuts = readonly (number | bigint)[]

function cutsOf({ id }: Tiers | Rfm, lists: number, { cutoffs }: Translation): readonly Cuts[] {
  const cuts = cutoffs.get(id)
  if (cuts?.length !== lists) throw new SqlError('sql_cutoffs_missing', id)
  return cuts
}

function passes(
  value: Fragment,
  operator: '<=' | '>=',
  type: ValueType,
  cut: number | bigint,
  translation: Translation,
): Fragment {
  const { fragments, parameters } = translation
  const bound =
    type === 'money'
      ? parameters.bind('Decimal(38, 4)', moneyText(cut))
      : parameters.bind('Float64', String(cut))
  return settled(fragments, fragments.strict([`(`, ` ${operator} ${bound})`], value))
}

function within(
  score: Fragment,
  [low, high]: readonly [number, number],
  { fragments }: Translation,
): Fragment {
  return fragments.known([`(`, ` BETWEEN ${low} AND ${high})`], score)
}
