export { type ClassifierUnderTest, classifierSuite } from './classifier-suite.ts'
export {
  codeOf,
  type EstimatorCheck,
  type EstimatorUnderTest,
  estimatorSuite,
  type FitOptions,
} from './estimator-suite.ts'
export { type GroupedRows, groupedRows, shuffled } from './grouped-rows.ts'
export { type PredictorCheck, predictorSuite } from './predictor-suite.ts'
