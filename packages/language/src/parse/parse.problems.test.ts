import { describe, expect, test } from 'vitest'
import type { ProblemCode } from '../ast/problems/problem-table.ts'
import { SYNTAX_PROBLEMS } from '../ast/problems/syntax-problems.ts'
import { withMark } from '../testing/marked-text.ts'
import { parse } from './parse.ts'

/** Text with the problem's place marked, its code, and a part of what to write instead. */
const EXAMPLES: readonly (readonly [marked: string, code: ProblemCode, remedy: string])[] = [
  ['‹›', 'empty_expression', 'did(purchase, 90d)'],
  [`‹›${'a'.repeat(50_001)}`, 'text_too_long', 'features or segments'],
  [`${'abs('.repeat(200)}‹a›${')'.repeat(200)}`, 'too_deep', 'features or segments'],
  ['a ‹@› = 1', 'unexpected_character', '"…"'],
  ['a ‹\u0007› = 1', 'unexpected_character', '"…"'],
  ['a ‹==› 1', 'other_notation', '`=`'],
  ['a ‹<>› 1', 'other_notation', '`!=`'],
  ['a = 1 ‹&&› b = 2', 'other_notation', '`and`'],
  ['‹!›a', 'other_notation', '`not`'],
  ['a ‹≥› 1', 'other_notation', '`>=`'],
  ['a = ‹Česko›', 'bad_name', '"Česko"'],
  ['a = ‹"abc›', 'unterminated_text', 'Close it'],
  ['a = ‹"abc›\n and b', 'unterminated_text', 'Close it'],
  ["a = ‹'abc'›", 'other_quotes', '"abc"'],
  ['a = ‹“abc”›', 'other_quotes', '"abc"'],
  ['a = "x‹\\d›"', 'bad_escape', '\\\\ for a backslash'],
  ['a = "‹\\u{D800}›"', 'bad_escape', '\\u{1F600}'],
  ['a = "‹\\u{110000}›"', 'bad_escape', '\\u{1F600}'],
  ['a = "‹\ud800›"', 'broken_character', 'whole character'],
  [`a = ‹${'1'.repeat(41)}›`, 'bad_number', '15 significant digits'],
  ['home within ‹25› of (1, 2)', 'bad_number', '25km'],
  ['home within ‹500m› of (1, 2)', 'bad_number', '0.5km'],
  ['count(visit, last ‹0› months)', 'bad_number', 'from 1 to 1200'],
  ['count(visit, ‹30days›)', 'unknown_unit', '30d'],
  ['count(visit, ‹30 days›)', 'unknown_unit', '30d'],
  ['count(visit, ‹3months›)', 'unknown_unit', 'last 3 months'],
  ['count(visit, ‹1y›)', 'unknown_unit', 'last 12 months'],
  ['count(visit, ‹1mo›)', 'unknown_unit', '`last month`'],
  ['count(visit, ‹last 90d›)', 'other_wording', 'Write `90d`'],
  ['count(visit, ‹60d ago›)', 'other_wording', '`60d` for since then, or `… to 60d ago`'],
  ['count(visit, ‹60› to 30d ago)', 'missing_unit', '60d'],
  ['count(visit, ‹where› a > 1)', 'where_out_of_place', 'count(purchase where amount > 500, 30d)'],
  ['did(a then ‹not› b within 1d)', 'other_wording', '`no b within 24h`'],
  ['a < ‹today›', 'reserved_word', 'days_since(…) > 0'],
  ['a > ‹500EUR›', 'unknown_unit', 'Write 500 alone'],
  ['a > ‹500 EUR›', 'unknown_unit', 'Write 500 alone'],
  ['a > ‹1_000›', 'unknown_unit', 'digits only'],
  ['home within ‹5miles› of (1, 2)', 'unknown_unit', 'kilometres'],
  ['count(visit, ‹1.5d›)', 'fraction_of_unit', '36h'],
  ['a = ‹2026-02-30›', 'bad_date', '2026-11-05'],
  ['a = ‹2026-1-1›', 'bad_date', '2026-11-05'],
  ['a = ‹1899-12-31›', 'date_out_of_range', '1900-01-01'],
  ['a = ‹2300-01-01›', 'date_out_of_range', '2299-12-31'],
  ['a = ‹2026-01-01T25:00›', 'bad_instant', '14:30'],
  ['a = ‹2026-01-01Tnoon›', 'bad_instant', '14:30'],
  ['a = ‹›', 'expected', 'a number'],
  ['a and ‹›', 'expected', 'count(visit, 7d)'],
  ['a > 1‹,›000', 'expected', '1000, not 1,000'],
  ['a is ‹big›', 'expected', 'is known'],
  ['in(‹"vip"›)', 'expected', 'in(vip)'],
  ['a in ‹"CZ"›', 'expected', 'in ("CZ", "SK")'],
  ['a starts ‹"x"›', 'expected', 'starts with'],
  ['a between 1 ‹or› 2', 'expected', 'between 10 and 20'],
  ['count(visit, since ‹yesterday›)', 'expected', '2026-01-31'],
  ['count‹(›visit', 'unclosed_bracket', '`)`'],
  ['a‹)› and b', 'unopened_bracket', 'Take it out'],
  ['a = 1 ‹b› = 2', 'missing_connective', '`and` or `or`'],
  ['‹a and b or c›', 'mixed_logic', '`(a and b) or c` or `a and (b or c)`'],
  ['‹a or b and c or d›', 'mixed_logic', '`a or (b and c) or d` or `(a or b) and (c or d)`'],
  ['not (‹x = 1 and not y or z›)', 'mixed_logic', '`(x = 1 and not y) or z`'],
  ['1 < a ‹<› 5', 'chained_comparison', 'x between 1 and 5'],
  ['a ‹not in ("x")›', 'other_wording', '`not a in ("x")`'],
  ['‹a is not null›', 'other_wording', '`is known`'],
  ['‹a is not known›', 'other_wording', '`is unknown`'],
  ['‹a is null›', 'other_wording', '`is unknown`'],
  ['a = ‹between›', 'reserved_word', 'Take it out'],
  ['a in ‹next month›', 'next_calendar_unit', 'next 30d'],
  ['a in ‹next 2 weeks›', 'next_calendar_unit', 'next 30d'],
  ['a in next ‹30›', 'missing_unit', '30d'],
  ['visit ‹then› purchase', 'sequence_out_of_place', 'did(visit then purchase within 1h, 7d)'],
  ['did(a then b within 1h ‹where› x > 1)', 'step_order', 'purchase where amount > 500 within 1h'],
  ['did(a then b within ‹5›)', 'missing_unit', '5h'],
  ['‹bottom 10%› by spend', 'bottom_not_available', 'top 10% by -spend'],
  ['top 20% ‹of› spend', 'expected', '`top 20% by spend`'],
]

describe('a text that cannot be read', () => {
  test.each(EXAMPLES)('%s is told %s', (marked, code, remedy) => {
    const text = marked.replace('‹', '').replace('›', '')
    const parsed = parse(text)
    const found = parsed.ok ? [] : parsed.problems.filter(problem => problem.code === code)
    expect(found.map(problem => withMark(text, problem))).toContain(marked)
    expect(found.map(problem => problem.remedy).join(' ')).toContain(remedy)
  })

  test('has an example for every code', () => {
    const shown = new Set<string>(EXAMPLES.map(([, code]) => code))
    const codes = Object.keys(SYNTAX_PROBLEMS).filter(code => code !== 'too_many_problems')
    expect(codes.filter(code => !shown.has(code))).toEqual([])
  })

  test('tells of every mistake at once, in the order of the text', () => {
    const parsed = parse("a == 'x' and b = 2026-02-30 and (c > )")
    expect(parsed.ok ? [] : parsed.problems.map(problem => problem.code)).toEqual([
      'other_notation',
      'other_quotes',
      'bad_date',
      'expected',
    ])
  })

  test('tells of one mistake once', () => {
    const parsed = parse('home within 25mi of (50, 14)')
    expect(parsed.ok ? [] : parsed.problems.map(({ code }) => code)).toEqual(['unknown_unit'])
  })

  test('stops telling after fifty', () => {
    const parsed = parse('@ '.repeat(200))
    expect(parsed.ok).toBe(false)
    expect(parsed.ok ? 0 : parsed.problems.length).toBe(51)
    expect(parsed.ok ? '' : parsed.problems.at(-1)?.code).toBe('too_many_problems')
  })
})
