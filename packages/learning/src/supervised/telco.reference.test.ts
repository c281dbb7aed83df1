import { describe, expect, test } from 'vitest'
import { averagePrecision } from '../evaluation/average-precision.ts'
import { confusionMatrix } from '../evaluation/confusion-matrix.ts'
import { makeFolds } from '../evaluation/folds.ts'
import { gainCurve } from '../evaluation/gains.ts'
import { brierScore } from '../evaluation/probability-losses.ts'
import { rocAuc } from '../evaluation/roc-auc.ts'
import type { Column } from '../matrix/table.ts'
import { seeded } from '../numeric/random.ts'
import { PublishedData } from '../testing/published-data.ts'
import { publishedTable } from '../testing/published-table.ts'
import { crossValidate } from './cross-validate.ts'
import { methods } from './methods.ts'

const data = new PublishedData('telco_churn/telco_customer_churn.csv')

describe.skipIf(data.isMissing)(
  'telco_churn, stratified 5-fold cross-validation (skipped where the data are not)',
  () => {
    const read = (): { columns: readonly Column[]; target: number[] } => {
      const { columns } = publishedTable(data, ['SeniorCitizen', 'tenure', 'MonthlyCharges', 'TotalCharges'])
      const [answer] = columns.filter(({ name }) => name === 'Churn')
      return {
        columns: columns.filter(({ name }) => name !== 'Churn' && name !== 'customerID'),
        target: (answer?.kind === 'category' ? answer.values : []).map(value => (value === 'Yes' ? 1 : 0)),
      }
    }
    const judge = (id: string): { target: number[]; predicted: Float64Array } => {
      const { columns, target } = read()
      const [method] = methods.filter(each => each.id === id)
      const folds = makeFolds(target, { folds: 5, random: seeded(0) })
      const request = { table: { columns }, target, task: 'binary', seed: 1 } as const
      return { target, predicted: crossValidate(method!, request, folds).predicted }
    }

    test('logistic regression has the figures that are known', () => {
      const { target, predicted } = judge('logistic')
      expect(rocAuc(target, predicted)).toBeCloseTo(0.845, 2.7)
      expect(averagePrecision(target, predicted)).toBeGreaterThan(0.653)
      expect(brierScore(target, predicted)).toBeCloseTo(0.135, 2.7)
      expect(confusionMatrix(target, predicted, { threshold: 0.5 }).accuracy).toBeGreaterThan(0.804)
      expect(gainCurve(target, predicted)[0]!.lift).toBeGreaterThan(2.84)
    })

    /** Published comparisons find good methods within 0.003 to 0.01 of each other. */
    test.each([
      ['bayes', 0.81],
      ['svm', 0.84],
      ['svm_rbf', 0.835],
      ['neighbours', 0.825],
      ['network', 0.835],
    ] as const)('%s has an AUC of at least %d', (id, least) => {
      const { target, predicted } = judge(id)
      expect(rocAuc(target, predicted)).toBeGreaterThan(least)
    })
  },
)
