import {
  type Checked,
  compilePopulation,
  compileText,
  localDate,
  readValue,
  type Subject,
  startOfDay,
  type Vocabulary,
} from '@kindred/language'
import { vocabularyIn } from '@kindred/language/testing'
import { describe, expect, test } from 'vitest'
import { type SubjectTables, storeSubjects } from './testing/subject-tables.ts'
import { testDatabase, testServer } from './testing/test-server.ts'
import { WarehouseNode } from './warehouse-node.ts'

/** Zones with clock changes at and across midnight, a skipped day, halves and quarters of hours, and rules to come. */
const zones = [
  'Europe/Prague',
  'America/New_York',
  'Pacific/Auckland',
  'America/St_Johns',
  'America/Havana',
  'America/Vancouver',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/Boa_Vista',
  'America/Coyhaique',
  'UTC',
]

/** Around midnights of days from 1900 to 2299, most of them of this century. */
function instants(timezone: string): readonly number[] {
  const days = [
    ...Array.from({ length: 60 }, (_, index) => -25_560 + index * 2_430),
    ...Array.from({ length: 366 }, (_, index) => 20_454 + index),
    // Samoa skipped 30 December 2011.
    15_337,
    15_338,
    15_339,
    15_340,
  ]
  return days.flatMap(day => {
    const start = startOfDay(day, timezone)
    return [start - 3_600_000, start - 1, start, start + 1, start + 3_600_000]
  })
}

describe('the calendar day of an instant on ClickHouse', () => {
  test.each(zones)('is that of every other reading in %s', async timezone => {
    const vocabulary = vocabularyIn(timezone)
    const at = instants(timezone)
    const { target, tables } = await stored(vocabulary, at)
    const expressions = new Map([
      ['day', dayOf('registered_at', vocabulary)],
      ['is_2026_03_29', checked('registered_at = 2026-03-29', vocabulary)],
    ])
    const query = compilePopulation({ expressions, asOf: 0, timezone, weekStart: 1, tables })
    const rows = await target.rows(query)
    await target.close()
    const wrong = rows.filter(([id, day, isThatDay]) => {
      const truth = localDate(Number(id), timezone)
      return readValue('date', day) !== truth || readValue('boolean', isThatDay) !== (truth === 20_541)
    })
    expect(rows).toHaveLength(new Set(at).size)
    expect(wrong.map(([id, day]) => [new Date(Number(id)).toISOString(), day])).toEqual([])
  })

  async function stored(
    vocabulary: Vocabulary,
    at: readonly number[],
  ): Promise<{ target: WarehouseNode; tables: SubjectTables }> {
    const server = await testServer()
    const target = new WarehouseNode({ url: server.url, ...server.app, database: testDatabase() })
    const subjects = [...new Set(at)].map((instant): Subject => {
      return { id: String(instant), attributes: new Map([['registered_at', instant]]), events: [] }
    })
    return { target, tables: await storeSubjects(target, vocabulary, subjects) }
  }
})

function checked(text: string, vocabulary: Vocabulary): Checked {
  const tree = compileText(text, vocabulary).checked
  if (tree === undefined) throw new Error(text)
  return tree
}

/** What the check puts in where an instant meets a date. */
function dayOf(attribute: string, vocabulary: Vocabulary): Checked {
  const value = checked(attribute, vocabulary)
  return { kind: 'convert', value, type: 'date', unknown: value.unknown, span: value.span }
}
