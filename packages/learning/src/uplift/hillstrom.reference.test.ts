import { describe, expect, test } from 'vitest'
import type { FigureInterval } from '../evaluation/figure-interval.ts'
import { fitLogistic } from '../linear/fit-logistic.ts'
import { selectTable } from '../matrix/select-table.ts'
import type { Column, Table } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import type { Method } from '../supervised/method.ts'
import { PublishedData } from '../testing/published-data.ts'
import { publishedTable } from '../testing/published-table.ts'
import { fitUplift } from './fit-uplift.ts'
import { judgeUplift, type UpliftFigures, upliftIntervals } from './judge-uplift.ts'
import { predictUplift } from './predict-uplift.ts'

const data = new PublishedData('hillstrom_email/hillstrom_email.csv.gz')
const numbers = ['recency', 'history', 'mens', 'womens', 'newbie', 'visit', 'conversion', 'spend']
/** `history_segment` is a band of `history`. */
const left = ['segment', 'visit', 'conversion', 'spend', 'history_segment']

describe.skipIf(data.isMissing)('hillstrom_email (skipped where the data are not)', () => {
  const { columns } = data.isMissing ? { columns: [] } : publishedTable(data, numbers)
  const [segment, visit] = ['segment', 'visit'].map(
    name => columns.find(each => each.name === name)?.values ?? [],
  )
  const known: readonly Column[] = columns.filter(({ name }) => !left.includes(name))

  interface Half {
    readonly table: Table
    readonly target: readonly number[]
    readonly treatment: readonly number[]
  }

  /** Even rows to learn from, odd rows to judge, of one e-mail and of no e-mail. */
  const half = (mails: readonly string[], side: 0 | 1): Half => {
    const rows = [...Array(segment!.length).keys()].filter(
      row => row % 2 === side && ['No E-Mail', ...mails].includes(String(segment![row])),
    )
    return {
      table: selectTable({ columns: known }, rows),
      target: rows.map(row => Number(visit![row])),
      treatment: rows.map(row => mails.indexOf(String(segment![row])) + 1),
    }
  }

  /** A T-learner with logistic regression of the columns as they are. */
  const judged = (mail: string): { figures: UpliftFigures; qini: FigureInterval } => {
    const method: Method = {
      ...{ id: 'logistic', tasks: ['binary'], space: {} },
      fit: ({ table, target, weights }) =>
        fitLogistic(table, target, { preparation: { transforms: 'none' }, ...(weights && { weights }) }),
    }
    const fitted = fitUplift('t', { ...half([mail], 0), task: 'binary', method, seed: 1 })
    const rows = half([mail], 1)
    const scores = predictUplift(fitted, rows.table).effects[0]!
    const { qini } = upliftIntervals({ ...rows, scores }, { random: seeded(1), repeats: 100 })
    return { figures: judgeUplift({ ...rows, scores }), qini }
  }

  test('the effects of both e-mails on visits are those that are known', () => {
    const rows = [0, 1].map(side => half(['Mens E-Mail', 'Womens E-Mail'], side === 0 ? 0 : 1))
    const meanOf = (arm: number): number => {
      const list = rows.flatMap(({ target, treatment }) => target.filter((_, at) => treatment[at] === arm))
      return list.reduce((sum, each) => sum + each, 0) / list.length
    }
    expect(meanOf(0)).toBeCloseTo(0.106167, 6)
    expect(meanOf(1) - meanOf(0)).toBeCloseTo(0.07659, 5)
    expect(meanOf(2) - meanOf(0)).toBeCloseTo(0.045233, 5)
  })

  test("the women's e-mail works on some more than on others", () => {
    const { figures, qini } = judged('Womens E-Mail')
    expect(figures.effect).toBeCloseTo(0.046, 3)
    expect(figures.curve[5]).toMatchObject({ share: 0.3, uplift: expect.closeTo(0.075, 2.7) })
    expect(figures.qini).toBeCloseTo(0.0081, 4)
    expect(qini.low).toBeGreaterThan(0.003)
  })

  test("the men's e-mail works on all nearly alike, and that is said", () => {
    const { figures, qini } = judged('Mens E-Mail')
    expect(figures.qini).toBeCloseTo(0.0017, 4)
    expect(qini.low).toBeLessThan(0)
    expect(figures.qiniNormalised).toBeLessThan(0.02)
  })
})
