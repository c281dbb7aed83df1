import { describe, expect, test } from 'vitest'
import { MEANING_PROBLEMS } from '../ast/problems/meaning-problems.ts'
import { compileText } from '../compile-text.ts'
import { withMark } from '../testing/marked-text.ts'
import { testVocabulary } from '../testing/vocabulary.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'

type Code = keyof typeof MEANING_PROBLEMS

/** Also has an attribute named like a feature. */
const vocabulary: Vocabulary = {
  ...testVocabulary,
  attributes: new Map(testVocabulary.attributes).set('spend', { type: 'money' }),
}

/** Text with the problem's place marked, its code, and a part of what to write instead. */
const EXAMPLES: readonly (readonly [marked: string, code: Code, remedy: string])[] = [
  ['‹contry› = "CZ"', 'unknown_name', '`country`'],
  ['country = ‹CZ›', 'unknown_name', '"CZ"'],
  ['‹spend› > 1', 'ambiguous_name', 'Rename'],
  ['count(‹purchse›, 7d) > 1', 'unknown_event', '`purchase`'],
  ['sum(‹purchase.ammount›, 90d) > 1000', 'unknown_property', '`amount`'],
  ['count(purchase where ‹ammount› > 5) > 1', 'unknown_property', '`amount`'],
  ['‹in(vpi)›', 'unknown_segment', '`vip`'],
  ['‹in(lifecycle)›', 'segmentation_with_in', '`lifecycle = "…"`'],
  ['country = ‹null›', 'unknown_name', '`… is unknown`'],
  [
    'count(visit, ‹30d where page = "x"›) > 1',
    'where_out_of_place',
    'count(purchase where amount > 500, 30d)',
  ],
  ['last(purchase) > ‹30d›', 'types_differ', '`… in last 30d`'],
  ['did(visit) >= ‹2›', 'types_differ', '`count(visit, 7d) >= 2`'],
  ['score(‹chrun›) > 0.5', 'unknown_score', '`churn`'],
  ['score(churn, ‹doubld›) > 0.5', 'unknown_output', '`doubled`'],
  ['score(upsell, ‹doubled›) > 0.5', 'unknown_output', '`score(upsell)`'],
  ['‹score(churn, "doubled")› > 1', 'wrong_argument_count', '`score(churn)`'],
  ['‹company in list(competitor)›', 'unknown_list', '`competitors`'],
  ['‹home inside place(pragu)›', 'unknown_place', '`prague`'],
  ['lifecycle = ‹"lapsd"›', 'unknown_class', 'Write "lapsed"'],
  ['lifecycle in ("new", ‹"gone"›)', 'unknown_class', '"new", "vip", "active", "lapsing", "lapsed"'],
  ['did(‹no visit within 1h› then purchase)', 'sequence_start', 'visit then no visit within 24h'],
  ['did(‹visit within 1h›, 7d)', 'sequence_start', '`did(visit, 1h)`'],
  ['never(visit then ‹no purchase›)', 'step_without_time', 'no purchase within 24h'],
  [`did(‹visit${' then visit'.repeat(20)}›)`, 'too_many_steps', '20'],
  ['did(visit then ‹purchse› within 1h)', 'unknown_event', '`purchase`'],
  ['did(visit then ‹purchase.amount›)', 'property_not_expected', 'did(purchase)'],
  ['did(visit then ‹1› within 1h)', 'event_expected', 'did(purchase, 30d)'],
  ['did(visit then ‹purchase within 0h›)', 'empty_window', 'above 0'],
  ['did(visit then ‹purchase within 90000d›)', 'duration_too_long', '36525d'],
  ['‹did(visit then purchase, 7d, 8d)›', 'wrong_argument_count', 'did(purchase, 30d)'],
  ['did(visit then purchase where ‹country› = "CZ")', 'where_of_other', 'properties'],
  ['count(purchase where ‹did(visit then visit)›) > 1', 'where_of_other', 'properties'],
  ['‹rank(spend_90d)› + 1 > 5', 'rank_not_compared', 'rank(spend) <= 1000'],
  ['‹decile(points)› is known', 'rank_not_compared', 'decile(spend) = 10'],
  ['rank(points) <= ‹income›', 'rank_out_of_range', 'from 1 to 1000000000'],
  ['decile(points) = ‹11›', 'rank_out_of_range', 'from 1 to 10'],
  ['quartile(points) in (1, ‹2.5›)', 'rank_out_of_range', 'from 1 to 4'],
  ['‹top 0% by points›', 'rank_out_of_range', 'above 0%'],
  ['‹top 12.12345678% by points›', 'rank_out_of_range', 'share'],
  ['‹top 1.5 by points›', 'rank_out_of_range', 'whole number of customers'],
  ['top 10% by ‹country›', 'operand_type', 'a number'],
  ['top 10% by ‹last(purchase)›', 'operand_type', '-days_since(purchase)'],
  ['‹rank(points, 5)› < 3', 'wrong_argument_count', 'rank(spend) <= 1000'],
  ['count(purchase where ‹top 5% by amount›) > 1', 'where_of_other', 'properties'],
  ['‹cuont(visit)› > 1', 'unknown_function', '`count(…)`'],
  ['‹frobnicate(visit)›', 'unknown_function', 'count, sum'],
  ['‹count› > 3', 'function_without_brackets', '`count(…)`'],
  ['‹vip›', 'segment_without_in', '`in(vip)`'],
  ['‹purchase› in last 30d', 'event_as_value', '`did(purchase, 30d)`'],
  ['‹purchase.amount› > 5', 'property_as_value', '`last(purchase.amount)`'],
  ['count(purchase where ‹country› = "CZ") > 1', 'where_of_other', 'outside of the brackets'],
  ['count(purchase where ‹count(visit)› > 1) > 1', 'where_of_other', 'outside of the brackets'],
  ['count(purchase where ‹in(vip)›) > 1', 'where_of_other', 'outside of the brackets'],
  ['count(purchase where ‹score(churn)› > 1) > 1', 'where_of_other', 'outside of the brackets'],
  ['count(purchase where ‹lifecycle› = "new") > 1', 'where_of_other', 'outside of the brackets'],
  ['count(purchase where ‹visit.page› = "x") > 1', 'where_of_other', 'outside of the brackets'],
  ['count(purchase where ‹purchase.amount› > 5) > 1', 'where_with_event_name', '`amount`'],
  ['abs(‹this month›) > 1', 'window_out_of_place', 'last argument'],
  ['abs(‹income where points > 1›) > 1', 'where_out_of_place', 'count(purchase where amount > 500, 30d)'],
  ['‹count()› > 1', 'wrong_argument_count', '`count(visit, 7d)`'],
  ['‹count(visit, 7d, 8d)› > 1', 'wrong_argument_count', '`count(visit, 7d)`'],
  ['‹length()› > 1', 'wrong_argument_count', '`length(city)`'],
  ['‹if(true, 1)› > 1', 'wrong_argument_count', '`if('],
  ['‹score("churn")› > 1', 'wrong_argument_count', '`score(churn)`'],
  ['‹anniversary(birth_date, 1)› in next 7d', 'wrong_argument_count', 'anniversary(birth_date)'],
  ['count(‹1 + 2›) > 1', 'event_expected', '`count(visit, 7d)`'],
  ['sum(‹purchase›) > 1', 'property_expected', '`purchase.amount`, `purchase.quantity`'],
  ['count(‹purchase.amount›) > 1', 'property_not_expected', '`count(purchase)`'],
  ['sum(‹purchase.category›) > 1', 'property_type', 'a number or an amount of money'],
  ['distinct(‹purchase.shop›) > 1', 'property_type', 'a text'],
  ['count(visit, ‹"week"›) > 1', 'window_expected', '30d'],
  ['count(visit, ‹0d›) > 1', 'empty_window', 'above 0'],
  ['count(visit, ‹30d to 60d ago›) > 1', 'empty_window', '60d to 30d ago'],
  ['count(visit, ‹between 2026-03-31 and 2026-01-01›) > 1', 'empty_window', 'between'],
  ['count(visit, ‹40000d›) > 1', 'duration_too_long', '36525d'],
  ['last_login + ‹40000d› > last_login', 'duration_too_long', '36525d'],
  ['streak(visit, ‹week›) > 1', 'streak_unit', '`streak(visit, day)`'],
  ['did(visit) and ‹country›', 'not_a_condition', 'Compare it'],
  ['not ‹count(visit)›', 'not_a_condition', 'Compare it'],
  ['income = ‹"500"›', 'types_differ', 'Write 500 without quotes'],
  ['birth_date = ‹"1990-01-01"›', 'types_differ', 'Write 1990-01-01 without quotes'],
  ['country = ‹5›', 'types_differ', '"5" in quotes'],
  ['interests = ‹"golf"›', 'types_differ', 'any of ("golf")'],
  ['days_since(purchase) < ‹30d›', 'types_differ', 'number of days'],
  ['marketing_consent = ‹"yes"›', 'types_differ', '`true` or `false`'],
  ['‹country› > "CZ"', 'no_order', 'starts with'],
  ['‹home› < home', 'no_order', '`=` or `!=`'],
  ['‹country› any of ("CZ")', 'operand_type', 'in ("a", "b")'],
  ['‹interests› contains "golf"', 'operand_type', 'any of ("golf")'],
  ['‹country› in next 7d', 'operand_type', 'a date or an instant'],
  ['‹country› within 5km of (1, 2)', 'operand_type', 'a place'],
  ['lower(‹income›) = "x"', 'operand_type', 'a text'],
  ['-‹country› = 1', 'operand_type', 'a number'],
  ['‹marketing_consent› in (true)', 'operand_type', 'a text'],
  ['age(‹"1990-01-01"›) > 18', 'operand_type', 'without quotes'],
  ['credit * ‹debt›', 'arithmetic_types', 'multiply by a number'],
  ['country + ‹city› = "x"', 'arithmetic_types', 'cannot be joined'],
  ['birth_date * ‹2› = 1', 'arithmetic_types', 'contract_end - 30d'],
  ['30d + ‹last_login› > last_login', 'arithmetic_types', 'stands first'],
  ['count(visit, ‹30›) > 1', 'missing_unit', '30d for days'],
  ['contract_end - ‹30› < 2026-01-01', 'missing_unit', '30d for days'],
  ['last(visit) - first(visit) > ‹30›', 'missing_unit', '30d for days'],
  ['‹contract_end in next 36h›', 'whole_days_expected', '1d, 2w'],
  ['contract_end - ‹36h› < 2026-01-01', 'whole_days_expected', '2d, 1w'],
  ['country in (‹city›)', 'literal_expected', 'join with `or`'],
  ['country contains ‹city›', 'literal_type', 'a text in quotes'],
  ['interests any of (‹5›)', 'literal_type', 'a text in quotes'],
  ['round(income, ‹7›) > 1', 'literal_type', 'from 0 to 6'],
  ['‹country in ()›', 'no_options', 'at least one'],
  ['‹income between 5 and 1›', 'empty_range', 'lower end'],
  ['credit > ‹0.12345›', 'money_places', '4 decimal places'],
  ['income > ‹9007199254740992›', 'number_too_large', '9007199254740991'],
  ['credit > ‹900719925475›', 'number_too_large', '900719925474.0991'],
  ['income > ‹0.1234567890123456›', 'number_too_precise', '15 significant'],
  ['note matches ‹"(?=a)"›', 'bad_pattern', 'RE2'],
  ['note matches ‹"\\\\C"›', 'bad_pattern', 'RE2'],
  ['note matches ‹"(a"›', 'bad_pattern', 'RE2'],
  ['‹home within 5km of (91, 0)›', 'place_out_of_range', '-90 to 90'],
  ['‹home within 5km of (0, 181)›', 'place_out_of_range', '-180 to 180'],
  ['‹home within 0km of (0, 0)›', 'distance_out_of_range', 'above 0km'],
  ['‹anniversary(birth_date)› = 2026-01-01', 'anniversary_without_window', 'in next 7d'],
  ['not ‹country› = "CZ"', 'negated_unknown', '`country is known and not …`'],
  ['not (did(visit) or ‹country› = "CZ")', 'negated_unknown', '`country is known and not …`'],
  ['not days_since(‹last_login›) > 30', 'negated_unknown', '`last_login is known and not …`'],
  ['‹count(visit) in next 7d› > 3', 'target_out_of_place', '`count(…, 30d)`'],
  ['‹count(visit) is known›', 'always_known', 'Take the condition out'],
]

describe('an expression that does not fit its workspace', () => {
  test.each(EXAMPLES)('%s is told %s', (marked, code, remedy) => {
    const text = marked.replace('‹', '').replace('›', '')
    const { checked, problems } = compileText(text, vocabulary)
    const found = problems.filter(problem => problem.code === code)
    expect(found.map(problem => withMark(text, problem))).toContain(marked)
    expect(found.map(problem => problem.remedy).join(' ')).toContain(remedy)
    expect(checked !== undefined).toBe(problems.every(({ severity }) => severity === 'warning'))
  })

  test('has an example for every code', () => {
    const shown = new Set<string>(EXAMPLES.map(([, code]) => code))
    const codes = Object.keys(MEANING_PROBLEMS).filter(
      code => code !== 'wrong_type' && code !== 'definitions_too_deep',
    )
    // Those of targets are held by check-target.test.ts.
    const ofTargets = ['target_without_ahead', 'target_with_window', 'target_differs', 'target_reads_present']
    expect(codes.filter(code => !shown.has(code))).toEqual(ofTargets)
  })

  test('is told of every mistake at once', () => {
    const text = 'contry = "CZ" and count(purchse, 30) > 1 and country > "A" and credit > 0.12345'
    expect(compileText(text, vocabulary).problems.map(({ code }) => code)).toEqual([
      'unknown_name',
      'unknown_event',
      'missing_unit',
      'no_order',
      'money_places',
    ])
  })
})

describe('the warning of a negation', () => {
  const warnings = (text: string) => compileText(text, vocabulary).problems.map(({ code }) => code)

  test.each([
    'country is known and not country = "CZ"',
    'country is unknown or not country = "CZ"',
    'country != "CZ"',
    'not count(visit) > 1',
    'not not country = "CZ"',
    'not in(vip)',
    'not country is known',
    'not coalesce(country, "none") = "CZ"',
  ])('is not given for %s', text => expect(warnings(text)).toEqual([]))

  test('is given once for each value', () => {
    expect(warnings('not (country = "CZ" or country = "SK" or city = "x")')).toEqual([
      'negated_unknown',
      'negated_unknown',
    ])
  })

  test('is given for the property after where', () => {
    expect(warnings('count(purchase where not category = "x") > 1')).toEqual(['negated_unknown'])
  })
})
