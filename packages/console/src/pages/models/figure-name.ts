const names: Readonly<Record<string, string>> = {
  auc: 'AUC',
  average_precision: 'average precision',
  log_loss: 'log loss',
  brier: 'Brier score',
  lift_top_tenth: 'lift of the top tenth',
  rmse: 'root mean square error',
  mae: 'mean absolute error',
  r2: 'R²',
  spearman: 'rank correlation',
  f1: 'F1',
}

/** What a measure is called by people. */
export function figureName(name: string): string {
  return names[name] ?? name.replaceAll('_', ' ')
}
