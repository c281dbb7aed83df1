import { describe, expect, test } from 'vitest'
import { sqlOfCase, type WrittenSql } from './case-sql.ts'
import reviewed from './cases.sql.json' with { type: 'json' }
import { cases } from './index.ts'

const statements = new Map<string, WrittenSql>(Object.entries(reviewed))
const firstOfText = [...new Map(cases.toReversed().map(each => [each.text, each])).values()].toReversed()

/** Another statement is reviewed in the difference that `npm run cases:sql` makes. */
describe('the SQL of the case table', () => {
  test.each(firstOfText)('$text', given => {
    expect(sqlOfCase(given)).toEqual(statements.get(given.text))
  })

  test('is reviewed for no text that has gone', () => {
    const texts = new Set(cases.map(({ text }) => text))
    expect([...statements.keys()].filter(text => !texts.has(text))).toEqual([])
  })
})
