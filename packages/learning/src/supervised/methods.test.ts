import { predictorSuite } from '../testing/predictor-suite.ts'
import { methods } from './methods.ts'

const byFolds = 'rows are dealt to folds by their order, and weights are not rows there'
const skips: Readonly<Record<string, Parameters<typeof predictorSuite>[1]>> = {
  svm: { order: byFolds, weights: byFolds },
  svm_rbf: { order: byFolds, weights: byFolds },
  forest: { order: 'rows are drawn by their place', weights: 'a heavy row is drawn no more often' },
  network: { order: 'it learns row after row', weights: 'a step over a heavy row is not two steps' },
  neighbours: { weights: 'a heavy neighbour is one neighbour that counts more' },
  boosting: { weights: 'bins are cut from rows as they are, and a tree may ask elsewhere' },
  median: { weights: 'medians of few rows are not alone in being least' },
}

for (const method of methods) predictorSuite(method, skips[method.id])
