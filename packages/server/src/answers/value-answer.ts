import type { WireCohorts, WireEquity, WireProspects, WireValueComparison } from '@kindred/api'
import type { CustomerEquity, FollowedCohorts, Prospects, ValueComparison } from '@kindred/engine'
import { differenceAnswer } from './discovery-answer.ts'
import { instantText } from './typed-value.ts'

export function comparisonOfValues(compared: ValueComparison): WireValueComparison {
  const { asOf, customers, currency, values, pairs } = compared
  return {
    ...{ as_of: instantText(asOf), customers, currency },
    values: values.map(valueAnswer),
    pairs: pairs.map(({ rankCorrelation, sharedBest, ...pair }) => ({
      ...{ ...pair, rank_correlation: rankCorrelation, shared_best: sharedBest },
    })),
  }
}

function valueAnswer(value: ValueComparison['values'][number]): WireValueComparison['values'][number] {
  const { isMoney, customersForEighty, shareOfBestFifth, curve, classes, best, tells, ...rest } = value
  return {
    ...rest,
    ...(tells === undefined ? {} : { tells }),
    is_money: isMoney,
    customers_for_eighty: customersForEighty,
    share_of_best_fifth: shareOfBestFifth,
    curve: curve.map(point => ({ ...point })),
    classes: classes.map(({ shareOfValue, ...each }) => ({ ...each, share_of_value: shareOfValue })),
    best: best.map(differenceAnswer),
  }
}

export function equityAnswer({ currency, values, groups, points }: CustomerEquity): WireEquity {
  return {
    currency,
    values: values.map(({ id, name }) => ({ id, name })),
    groups: groups.map(({ id, name }) => ({ id, name })),
    points: points.map(({ asOf, everybody, groups: of }) => ({
      as_of: instantText(asOf),
      everybody: ofGroup(everybody),
      groups: of.map(ofGroup),
    })),
  }
}

function ofGroup({
  customers,
  values,
}: CustomerEquity['points'][number]['everybody']): WireEquity['points'][number]['everybody'] {
  return { customers, values: values.map(value => value ?? null) }
}

export function prospectsAnswer({ asOf, groups, best, judged, ...found }: Prospects): WireProspects {
  return {
    ...found,
    ...(judged && { judged: { ...judged, revenue: [...judged.revenue] } }),
    as_of: instantText(asOf),
    groups: groups.map(group => ({ ...group })),
    best: best.map(each => ({ ...each })),
  }
}

export function cohortsAnswer(followed: FollowedCohorts): WireCohorts {
  const { event, every, asOf, currency, periods, cohorts, tracking } = followed
  return {
    ...{ event, every, as_of: instantText(asOf), currency, periods: [...periods] },
    cohorts: cohorts.map(({ period, customers, ages }) => ({
      ...{ period, customers },
      ages: ages.map(age => ({ ...age })),
    })),
    ...(tracking === undefined ? {} : { tracking: trackingAnswer(tracking) }),
  }
}

function trackingAnswer({ fittedTo, actual, expected, ...about }: NonNullable<FollowedCohorts['tracking']>) {
  return { ...about, fitted_to: instantText(fittedTo), actual: [...actual], expected: [...expected] }
}
