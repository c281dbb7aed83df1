export { bayesLayers } from './bayes/bayes-layers.ts'
export { type BayesOptions, fitBayes } from './bayes/fit-bayes.ts'
export type { BayesColumn, FittedBayes } from './bayes/fitted-bayes.ts'
export { predictBayes } from './bayes/predict-bayes.ts'
export type { BoostingOptions, Monotone, Stopping } from './boosting/boosting-options.ts'
export { fitBoosting } from './boosting/fit-boosting.ts'
export type { FittedBoosting } from './boosting/fitted-boosting.ts'
export { boostingMargins, predictBoosting } from './boosting/predict-boosting.ts'
export { applyLinks } from './calibration/apply-links.ts'
export { fitIsotonic } from './calibration/fit-isotonic.ts'
export { fitPlatt } from './calibration/fit-platt.ts'
export type { Link } from './calibration/link.ts'
export { type ClusterCentres, clusterCentres } from './clustering/cluster-centres.ts'
export { assignDbscan } from './clustering/dbscan/assign-dbscan.ts'
export { type DbscanOptions, type FittedDbscan, fitDbscan } from './clustering/dbscan/fit-dbscan.ts'
export { assignMixture, type MixtureAssignment } from './clustering/gaussian-mixture/assign-mixture.ts'
export type { Component, Shape } from './clustering/gaussian-mixture/component.ts'
export {
  type FittedMixture,
  fitMixture,
  type MixtureOptions,
} from './clustering/gaussian-mixture/fit-mixture.ts'
export { assignHdbscan } from './clustering/hdbscan/assign-hdbscan.ts'
export { type FittedHdbscan, fitHdbscan, type HdbscanOptions } from './clustering/hdbscan/fit-hdbscan.ts'
export { type Cut, cutHierarchy } from './clustering/hierarchy/cut-hierarchy.ts'
export {
  type FittedHierarchy,
  fitHierarchy,
  type HierarchyOptions,
  type Linkage,
} from './clustering/hierarchy/fit-hierarchy.ts'
export type { Merge } from './clustering/hierarchy/sort-merges.ts'
export { assignKMeans } from './clustering/k-means/assign-k-means.ts'
export { type FittedKMeans, fitKMeans, type KMeansOptions } from './clustering/k-means/fit-k-means.ts'
export { fitMiniBatchKMeans, type MiniBatchOptions } from './clustering/k-means/fit-mini-batch-k-means.ts'
export { assignMedoids } from './clustering/medoids/assign-medoids.ts'
export { type FittedMedoids, fitMedoids, type MedoidsOptions } from './clustering/medoids/fit-medoids.ts'
export { gower, type PlainRow, type Yardstick } from './clustering/medoids/gower.ts'
export type { NearestMedoid } from './clustering/medoids/nearest-medoids.ts'
export { LearningError, type LearningErrorCode, learningErrors } from './errors.ts'
export { adjustedRand } from './evaluation/adjusted-rand.ts'
export { assignPairs } from './evaluation/assign-pairs.ts'
export { averagePrecision } from './evaluation/average-precision.ts'
export { type BestThreshold, bestThreshold, type Payoff } from './evaluation/best-threshold.ts'
export { type BootstrapOptions, bootstrapIntervals } from './evaluation/bootstrap-intervals.ts'
export {
  bootstrapStability,
  type Grouper,
  type Stability,
  type StabilityOptions,
} from './evaluation/bootstrap-stability.ts'
export {
  type CalibrationCurve,
  type CalibrationPoint,
  calibrationCurve,
} from './evaluation/calibration-curve.ts'
export { type ConfusionMatrix, confusionMatrix } from './evaluation/confusion-matrix.ts'
export type { FigureInterval } from './evaluation/figure-interval.ts'
export {
  type Fold,
  type FoldOptions,
  type ForwardOptions,
  forwardFolds,
  makeFolds,
} from './evaluation/folds.ts'
export { type Gain, gainCurve } from './evaluation/gains.ts'
export { type Gap, type GapOptions, type GapStatistic, gapStatistic } from './evaluation/gap-statistic.ts'
export { judgeNumbers, type NumberFigures } from './evaluation/judge-numbers.ts'
export {
  type JudgeOptions,
  judgeProbabilities,
  type ProbabilityFigures,
} from './evaluation/judge-probabilities.ts'
export { kMeansBic } from './evaluation/k-means-bic.ts'
export { type ClusterMatch, matchClusters } from './evaluation/match-clusters.ts'
export { populationStability } from './evaluation/population-stability.ts'
export { brierScore, logLoss } from './evaluation/probability-losses.ts'
export { rankCorrelation } from './evaluation/rank-correlation.ts'
export { type RegressionFigures, regressionFigures } from './evaluation/regression-figures.ts'
export { rocAuc, rocAucInterval } from './evaluation/roc-auc.ts'
export { calinskiHarabasz, daviesBouldin } from './evaluation/separation.ts'
export {
  type SampledSilhouette,
  sampledSilhouette,
  silhouette,
  silhouettes,
} from './evaluation/silhouette.ts'
export { explainBoosting, explainForest, type TreeContributions } from './explanation/explain-trees.ts'
export {
  type DependenceOptions,
  type DependencePoint,
  partialDependence,
} from './explanation/partial-dependence.ts'
export {
  type ColumnImportance,
  type ImportanceOptions,
  permutationImportance,
} from './explanation/permutation-importance.ts'
export { fitForest } from './forest/fit-forest.ts'
export type { FittedForest, OutOfBag } from './forest/fitted-forest.ts'
export type { ForestOptions } from './forest/forest-options.ts'
export { predictForest } from './forest/predict-forest.ts'
export { applyLayers } from './layers/apply-layers.ts'
export type { FittedLayers } from './layers/fitted-layers.ts'
export type { Activation, DenseLayer, LayerReading, Layers } from './layers/layers.ts'
export { predictLayers } from './layers/predict-layers.ts'
export type { AttendanceHistory } from './lifetime/attendance-likelihood.ts'
export {
  type AttendanceParameters,
  type FittedAttendance,
  fitBgBb,
} from './lifetime/beta-geometric-beta-bernoulli.ts'
export { betaQuadrature } from './lifetime/beta-quadrature.ts'
export {
  type CalibrationRow,
  calibrateLifetime,
  type LifetimeCalibration,
} from './lifetime/calibrate-lifetime.ts'
export { cohortCurve } from './lifetime/cohort-curve.ts'
export { type DeltaTask, deltaInterval, type Interval } from './lifetime/delta-interval.ts'
export { type Discounting, discountedPurchases } from './lifetime/discounted-purchases.ts'
export {
  type AttendanceOptions,
  type AttendanceOutlook,
  attendanceOutlook,
} from './lifetime/expected-attendance.ts'
export { expectedPurchases, probabilityAlive } from './lifetime/expected-purchases.ts'
export { type FittedLifetime, fitLifetime, type LifetimeOptions } from './lifetime/fit-lifetime.ts'
export {
  expectedSpending,
  type FittedGammaGamma,
  fitGammaGamma,
  type GammaGammaParameters,
  type Spending,
} from './lifetime/gamma-gamma.ts'
export { type Histories, type History, newCustomer } from './lifetime/histories.ts'
export { type LifetimeIntervalOptions, lifetimeInterval } from './lifetime/lifetime-interval.ts'
export type {
  GeometricParameters,
  LifetimeModel,
  LifetimeParameters,
  ParetoParameters,
} from './lifetime/lifetime-parameters.ts'
export type { Likelihood } from './lifetime/maximise-likelihood.ts'
export { purchaseProbabilities, purchaseQuantile } from './lifetime/purchase-probabilities.ts'
export {
  type ResidualOptions,
  type RetentionCurve,
  residualLifetime,
  retentionCurve,
} from './lifetime/retention-curve.ts'
export { type LifetimeScores, type ScoreLifetimeOptions, scoreLifetime } from './lifetime/score-lifetime.ts'
export {
  type Cohort,
  type FittedRetention,
  fitShiftedBetaGeometric,
  type RetentionParameters,
} from './lifetime/shifted-beta-geometric.ts'
export { explainLinear, type LinearContributions } from './linear/explain-linear.ts'
export { fitLogistic, type LogisticOptions } from './linear/fit-logistic.ts'
export { fitLogisticRows, type LogisticRowsOptions } from './linear/fit-logistic-rows.ts'
export { fitQuantile, type QuantileOptions } from './linear/fit-quantile.ts'
export { fitRbfSvm, type RbfSvmOptions } from './linear/fit-rbf-svm.ts'
export { fitRidge, type RidgeOptions } from './linear/fit-ridge.ts'
export { fitSvm, type SvmOptions } from './linear/fit-svm.ts'
export type { FittedLinear } from './linear/fitted-linear.ts'
export { predictLinear } from './linear/predict-linear.ts'
export type { LinearSolution } from './linear/solve-penalised.ts'
export type { ClassWeights } from './matrix/class-weights.ts'
export { type ColumnStatistics, columnStatistics } from './matrix/column-statistics.ts'
export { emptyMatrix, listsOf, type Matrix, matrixOf, selectRows } from './matrix/matrix.ts'
export type { Nearest } from './matrix/nearest-centres.ts'
export type { Task } from './matrix/require-target.ts'
export { selectTable } from './matrix/select-table.ts'
export type { CategoryColumn, Column, NumberColumn, Table } from './matrix/table.ts'
export { type FittedNeighbours, fitNeighbours, type NeighboursOptions } from './neighbours/fit-neighbours.ts'
export { predictNeighbours } from './neighbours/predict-neighbours.ts'
export { fitNetwork, type NetworkOptions } from './network/fit-network.ts'
export { gaussLegendre, type Quadrature } from './numeric/gauss-legendre.ts'
export { quantile } from './numeric/quantile.ts'
export { type Random, seeded } from './numeric/random.ts'
export { sampleRows } from './numeric/sample-rows.ts'
export type { Watch } from './numeric/watch.ts'
export { applyPreparation, type Outlier, type Prepared } from './preparation/apply-preparation.ts'
export { describePreparation } from './preparation/describe-preparation.ts'
export {
  fitPreparation,
  PREPARATION_DEFAULTS,
  type PreparationOptions,
} from './preparation/fit-preparation.ts'
export type * from './preparation/fitted-preparation.ts'
export type { Scaling } from './preparation/scale-of.ts'
export { type Curve, onCurve } from './preparation/straight-curve.ts'
export { type Curves, type Transform, transformed } from './preparation/transform.ts'
export { embedUmap, type UmapOptions } from './reduction/embed-umap.ts'
export { type FittedPca, fitPca, type PcaOptions } from './reduction/fit-pca.ts'
export { project } from './reduction/project.ts'
export type { FittedBlend } from './supervised/blend.ts'
export { type CrossValidation, crossValidate } from './supervised/cross-validate.ts'
export { fitStacking, type StackingOptions } from './supervised/fit-stacking.ts'
export { fitVoting, type Member } from './supervised/fit-voting.ts'
export { type FittedModel, predictModel } from './supervised/fitted-model.ts'
export { layersOf } from './supervised/layers-of.ts'
export type { FitRequest, Method, Range, Settings } from './supervised/method.ts'
export { methods } from './supervised/methods.ts'
export { type Candidate, type Tuned, type TuneOptions, tune } from './supervised/tune.ts'
export { assignTree, type TreeAssignment } from './trees/assign-tree.ts'
export { fitTree, type TreeOptions } from './trees/fit-tree.ts'
export type { FittedTree, TreeNode, TreeSplit } from './trees/fitted-tree.ts'
export { type PruningStep, pruneTree, pruningPath } from './trees/prune-tree.ts'
export { type ColumnName, nodesOf, type ValueNode, type ValueTree } from './trees/value-tree.ts'
export { fitUplift } from './uplift/fit-uplift.ts'
export { fitUpliftTree, type UpliftTreeOptions } from './uplift/fit-uplift-tree.ts'
export type { FittedEffect, FittedUplift } from './uplift/fitted-uplift.ts'
export type { FittedUpliftTree } from './uplift/fitted-uplift-tree.ts'
export {
  judgeUplift,
  type UpliftFigures,
  type UpliftIntervals,
  type UpliftPoint,
  upliftIntervals,
} from './uplift/judge-uplift.ts'
export { type PredictedUplift, predictUplift } from './uplift/predict-uplift.ts'
export { predictUpliftTree } from './uplift/predict-uplift-tree.ts'
export { type GroupLimits, type UpliftGroup, upliftGroups } from './uplift/uplift-groups.ts'
export type { UpliftRequest } from './uplift/uplift-request.ts'
export type { UpliftRows } from './uplift/uplift-steps.ts'
export { assignAbc, type FittedAbc, fitAbc } from './value/abc.ts'
export {
  type Concentration,
  type ConcentrationPoint,
  concentration,
  customersFor,
} from './value/concentration.ts'
export { customerEquity, type EquityOptions } from './value/customer-equity.ts'
export { type Potential, type PotentialOptions, potentialOf } from './value/potential.ts'
