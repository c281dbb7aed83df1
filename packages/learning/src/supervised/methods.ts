import { fitBayes } from '../bayes/fit-bayes.ts'
import { fitBoosting } from '../boosting/fit-boosting.ts'
import { fitForest } from '../forest/fit-forest.ts'
import { fitLogistic } from '../linear/fit-logistic.ts'
import { fitQuantile } from '../linear/fit-quantile.ts'
import { fitRbfSvm } from '../linear/fit-rbf-svm.ts'
import { fitRidge } from '../linear/fit-ridge.ts'
import { fitSvm } from '../linear/fit-svm.ts'
import { fitNeighbours } from '../neighbours/fit-neighbours.ts'
import { fitNetwork } from '../network/fit-network.ts'
import { seeded } from '../numeric/random.ts'
import type { Method, Range } from './method.ts'

const penalty: Range = { from: 0.01, to: 1000, byFactor: true }

/** The plainest first: of equally good ones it is taken. */
export const methods: readonly Method[] = [
  {
    id: 'logistic',
    tasks: ['binary'],
    space: { penalty, l1Share: { from: 0, to: 1 } },
    fit: ({ table, target, settings, ...rest }) => fitLogistic(table, target, { ...settings, ...rest }),
  },
  {
    id: 'ridge',
    tasks: ['number'],
    space: { penalty },
    fit: ({ table, target, settings, ...rest }) => fitRidge(table, target, { ...settings, ...rest }),
  },
  {
    id: 'median',
    tasks: ['number'],
    space: { penalty },
    fit: ({ table, target, settings, ...rest }) => fitQuantile(table, target, { ...settings, ...rest }),
  },
  {
    id: 'bayes',
    tasks: ['binary'],
    space: { smoothing: { from: 0.1, to: 100, byFactor: true } },
    fit: ({ table, target, settings, ...rest }) => fitBayes(table, target, { ...settings, ...rest }),
  },
  {
    id: 'svm',
    tasks: ['binary'],
    space: { penalty },
    fit: ({ table, target, settings, ...rest }) => fitSvm(table, target, { ...settings, ...rest }),
  },
  {
    id: 'svm_rbf',
    tasks: ['binary'],
    space: { penalty, gamma: { from: 0.001, to: 1, byFactor: true } },
    fit: ({ table, target, settings, seed, ...rest }) =>
      fitRbfSvm(table, target, { ...settings, ...rest, random: seeded(seed) }),
  },
  {
    id: 'neighbours',
    tasks: ['binary', 'number'],
    space: { count: { from: 3, to: 200, byFactor: true, whole: true } },
    fit: ({ table, target, settings, seed, ...rest }) =>
      fitNeighbours(table, target, { ...settings, ...rest, random: seeded(seed) }),
  },
  {
    id: 'network',
    tasks: ['binary', 'number'],
    space: { penalty, rate: { from: 0.0005, to: 0.02, byFactor: true } },
    fit: ({ table, target, settings, seed, ...rest }) =>
      fitNetwork(table, target, { ...settings, ...rest, random: seeded(seed) }),
  },
  {
    id: 'boosting',
    tasks: ['binary', 'number'],
    space: {
      rounds: { from: 30, to: 400, byFactor: true, whole: true },
      rate: { from: 0.02, to: 0.3, byFactor: true },
      leaves: { from: 4, to: 63, byFactor: true, whole: true },
      l2: { from: 0.1, to: 100, byFactor: true },
    },
    fit: ({ table, target, settings, seed, ...rest }) =>
      fitBoosting(table, target, { ...settings, ...rest, random: seeded(seed) }),
  },
  {
    id: 'forest',
    tasks: ['binary', 'number'],
    space: { leaf: { from: 1, to: 100, byFactor: true, whole: true } },
    // Leaves of some rows foretell as well as those of one, and are a fraction of what has to be kept and scored.
    fit: ({ table, target, settings, seed, ...rest }) =>
      fitForest(table, target, { leaf: 5, ...settings, ...rest, random: seeded(seed) }),
  },
]
