import type { CheckedSegmentation, ClassRead, FirstMatch, Ranked, Rfm, Tiers } from '../ast/checked.ts'
import { classesOf } from '../ast/checked-parts.ts'
import type { ValueType } from '../vocabulary/value.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { isKnown } from './translate-compare.ts'
import { moneyText } from './translate-literal.ts'
import { settled, type Translation } from './translation.ts'

/** A condition and the number it stands for. */
type Rung = readonly [condition: Fragment, number: number]
type Cuts = readonly (number | bigint)[]

/** The name of the class as text. */
export function translateClass(node: ClassRead, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const names = parameters.bind('Array(String)', classesOf(node.of))
  return fragments.known([`arrayElement(${names}, `, ` + 1)`], translation.classNumber(node.of))
}

/** Known, and in the class of those who are in. */
export function translateRanked({ cut }: Ranked, translation: Translation): Fragment {
  const { fragments } = translation
  const known = isKnown(translation.term(cut.by), translation)
  const place = classesOf(cut).indexOf('in')
  if (place < 0) return fragments.known`0`
  return fragments.known([`(`, ` AND `, ` = ${place})`], known, translation.classNumber(cut))
}

/** The place of a customer's class in `classesOf`. */
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

function firstMatch(of: FirstMatch, translation: Translation): Fragment {
  const { number, otherwise } = numbering(of)
  const rungs = of.classes.map((rule): Rung => [translation.condition(rule.when), number(rule.class)])
  return ladder(rungs, otherwise, translation)
}

function tier(of: Tiers, translation: Translation): Fragment {
  const { fragments } = translation
  const { number, otherwise } = numbering(of)
  const [cuts = []] = cutsOf(of, 1, translation)
  const value = translation.scalar(of.by)
  const takesPart = settled(fragments, fragments.strict`(${value} > 0)`)
  const rungs = cuts.map((cut, index): Rung => {
    const reached = reaches(value, '>=', of.by.type, cut, translation)
    const condition =
      of.method !== 'cumulative_share' ? reached : fragments.known`(${takesPart} AND ${reached})`
    return [condition, number(of.classes[index]?.class ?? of.otherwise)]
  })
  return ladder(rungs, otherwise, translation)
}

function rfmGroup(of: Rfm, translation: Translation): Fragment {
  const { fragments } = translation
  const { number, otherwise } = numbering(of)
  const scores = rfmScores(of, translation)
  const known = [of.recency, of.frequency, of.monetary].map(measure =>
    isKnown(translation.term(measure), translation),
  )
  const rungs = of.groups.map((group): Rung => {
    const ranges = [group.recency, group.frequency, group.monetary]
    const within = scores.map((score, index) => {
      const [low, high] = ranges[index] ?? [1, of.quantiles]
      return fragments.known([`(`, ` BETWEEN ${low} AND ${high})`], score)
    })
    return [fragments.list('(', [...known, ...within], ' AND ', ')', false), number(group.class)]
  })
  return ladder(rungs, otherwise, translation)
}

/** `quantiles` for the best, 1 for those beyond the last cut. */
function rfmScores(of: Rfm, translation: Translation): readonly Fragment[] {
  const cuts = cutsOf(of, 3, translation)
  return [of.recency, of.frequency, of.monetary].map((measure, index) => {
    const value = translation.scalar(measure)
    const operator = index === 0 ? '<=' : '>='
    const rungs = (cuts[index] ?? []).map((cut, place): Rung => {
      return [reaches(value, operator, measure.type, cut, translation), Math.max(1, of.quantiles - place)]
    })
    return ladder(rungs, 1, translation)
  })
}

function numbering(of: CheckedSegmentation): {
  readonly number: (name: string) => number
  readonly otherwise: number
} {
  const classes = classesOf(of)
  return { number: name => classes.indexOf(name), otherwise: classes.length - 1 }
}

/** The number beside the first condition that holds. */
function ladder(rungs: readonly Rung[], otherwise: number, { fragments }: Translation): Fragment {
  if (rungs.length === 0) return fragments.known([`toUInt16(${otherwise})`])
  const before = rungs.map((_, index) => (index === 0 ? 'toUInt16(multiIf(' : `, ${rungs[index - 1]?.[1]}, `))
  const strings = [...before, `, ${rungs.at(-1)?.[1]}, ${otherwise}))`]
  return fragments.known(strings, ...rungs.map(([condition]) => condition))
}

function cutsOf({ id }: Tiers | Rfm, lists: number, { cutoffs }: Translation): readonly Cuts[] {
  const cuts = cutoffs.get(id)
  if (cuts?.length !== lists) throw new SqlError('sql_cutoffs_missing', id)
  return cuts
}

function reaches(
  value: Fragment,
  operator: '<=' | '>=',
  type: ValueType,
  cut: number | bigint,
  { fragments, parameters }: Translation,
): Fragment {
  const [columnType, text] = type === 'money' ? ['Decimal(38, 4)', moneyText(cut)] : ['Float64', String(cut)]
  const bound = parameters.bind(columnType, text)
  return settled(fragments, fragments.strict([`(`, ` ${operator} ${bound})`], value))
}
