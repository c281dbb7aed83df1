import { expect, test } from 'vitest'
import type { Figure } from '../records/fitted-model.ts'
import { betterOf } from './better-of.ts'

const judged = (version: number, ...figures: Figure[]) => ({ version, figures })

test('the higher AUC, and the lower error, is the better one; equal ones leave it to the earlier', () => {
  const better = betterOf([judged(1, { name: 'auc', value: 0.7 }), judged(2, { name: 'auc', value: 0.8 })])
  expect(better).toEqual({ version: 2, says: 'auc 0.8000 against 0.7000' })
  const rmse = (value: number): Figure => ({ name: 'rmse', value })
  expect(betterOf([judged(1, rmse(4)), judged(2, rmse(5))])?.version).toBe(1)
  expect(betterOf([judged(1, rmse(5)), judged(2, rmse(4))])?.version).toBe(2)
  expect(betterOf([judged(1, rmse(4)), judged(2, rmse(4))])?.version).toBe(1)
})

test('of versions that were judged by different figures none is the better one', () => {
  expect(
    betterOf([judged(1, { name: 'auc', value: 0.7 }), judged(2, { name: 'rmse', value: 1 })]),
  ).toBeUndefined()
  expect(betterOf([judged(1, { name: 'auc', value: 0.7 })])).toBeUndefined()
})
