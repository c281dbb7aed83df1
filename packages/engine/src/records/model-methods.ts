/** How a model is fitted. `auto` compares several by the same folds. */
export type ModelMethod = (typeof modelMethods)[number]

export const modelMethods = [
  'auto',
  'logistic',
  'ridge',
  'quantile',
  'tree',
  'forest',
  'boosting',
  'linear_svm',
  'rbf_svm',
  'network',
  'bayes',
  'neighbours',
  'voting',
  'stacking',
] as const
