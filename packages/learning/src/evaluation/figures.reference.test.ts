import { describe, expect, test } from 'vitest'
import { applyLinks } from '../calibration/apply-links.ts'
import { fitIsotonic } from '../calibration/fit-isotonic.ts'
import { fitPlatt } from '../calibration/fit-platt.ts'
import { normalQuantile } from '../numeric/normal-quantile.ts'
import fixture from '../testing/fixtures/figures.json' with { type: 'json' }
import { averagePrecision } from './average-precision.ts'
import { confusionMatrix } from './confusion-matrix.ts'
import { brierScore, logLoss } from './probability-losses.ts'
import { regressionFigures } from './regression-figures.ts'
import { rocAuc, rocAucInterval } from './roc-auc.ts'

const { answers, amounts, predicted } = fixture
const scores = Float64Array.from(fixture.scores)

describe.each(fixture.cases)(
  'figures of scikit-learn and scipy, weighted $weighted',
  ({ weighted, ...known }) => {
    const weights = weighted ? Float64Array.from(fixture.weights) : undefined

    test('of probabilities', () => {
      expect(rocAuc(answers, scores, weights)).toBeCloseTo(known.auc, 12)
      expect(averagePrecision(answers, scores, weights)).toBeCloseTo(known.averagePrecision, 12)
      expect(logLoss(answers, scores, weights)).toBeCloseTo(known.logLoss, 12)
      expect(brierScore(answers, scores, weights)).toBeCloseTo(known.brier, 12)
    })

    test('the interval of the AUC, DeLong', () => {
      const { low, high } = rocAucInterval(answers, scores, { ...(weights && { weights }) })
      expect(high - low).toBeCloseTo(2 * 1.959963984540054 * Math.sqrt(known.aucVariance), 12)
      expect((high + low) / 2).toBeCloseTo(known.auc, 12)
    })

    test('at a threshold', () => {
      const matrix = confusionMatrix(answers, scores, { threshold: 0.4, ...(weights && { weights }) })
      const { trueNegatives, falsePositives, falseNegatives, truePositives } = matrix
      expect([trueNegatives, falsePositives, falseNegatives, truePositives]).toEqual(known.confusion)
      expect(matrix.precision).toBeCloseTo(known.precision, 12)
      expect(matrix.recall).toBeCloseTo(known.recall, 12)
      expect(matrix.f1).toBeCloseTo(known.f1, 12)
    })

    test('of numbers', () => {
      const figures = regressionFigures(amounts, predicted, weights)
      expect(figures.rmse).toBeCloseTo(known.rmse, 10)
      expect(figures.mae).toBeCloseTo(known.mae, 10)
      expect(figures.r2).toBeCloseTo(known.r2, 12)
      expect(figures.spearman).toBeCloseTo(known.spearman, 12)
    })

    test('calibration, by a logistic curve and by one that only rises', () => {
      const platt = fitPlatt(
        scores.map(score => 10 * score - 3),
        answers,
        weights,
      )
      const eleven = Float64Array.from({ length: 11 }, (_, at) => at - 3)
      applyLinks([platt], eleven).forEach((chance, at) => {
        expect(chance).toBeCloseTo(known.platt[at]!, 4)
      })
      const isotonic = fitIsotonic(scores, answers, weights)
      const wide = Float64Array.from({ length: 41 }, (_, at) => -0.1 + 0.03 * at)
      applyLinks([isotonic], wide).forEach((chance, at) => {
        expect(chance).toBeCloseTo(known.isotonic[at]!, 10)
      })
    })
  },
)

test.each(fixture.normal)('the normal quantile of %d', (share, known) => {
  expect(Math.abs(normalQuantile(share) - known)).toBeLessThan(1e-14 * (1 + Math.abs(known)))
})
