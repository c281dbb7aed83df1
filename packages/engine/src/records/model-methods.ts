/** How a model is fitted. `auto` compares several by the same folds. */
export type ModelMethod = (typeof modelMethods)[number]

export const modelMethods = [
  'auto',
  'logistic',
  'ridge',
  'median',
  'tree',
  'bayes',
  'svm',
  'svm_rbf',
  'network',
  'neighbours',
  'forest',
  'boosting',
  'voting',
  'stacking',
] as const
