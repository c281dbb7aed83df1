import type { WireFigure } from '@kindred/api'

const words: Readonly<Record<string, string>> = {
  auc: 'AUC',
  average_precision: 'average precision',
  log_loss: 'log loss',
  brier: 'Brier score',
  lift_top_tenth: 'lift of the best tenth',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  rmse: 'RMSE',
  mae: 'mean absolute error',
  r2: 'R²',
  spearman: 'rank correlation',
  qini: 'Qini',
  qini_normalised: 'Qini, of the best there is',
  auuc: 'AUUC',
  auuc_normalised: 'AUUC, of the best there is',
  effect: 'average effect',
}

export function figureName(name: string): string {
  return words[name] ?? name
}

/** So many digits that a difference shows. */
export function figureText(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(3)
}

export function intervalText({ interval }: WireFigure): string {
  return interval === undefined ? '' : `${figureText(interval[0])} – ${figureText(interval[1])}`
}

/** What a list shows of a version: its leading figure against a guess without a model. */
export function leadingText(figures: readonly WireFigure[], baseline: readonly WireFigure[]): string {
  const leading = figures[0]
  if (leading === undefined) return ''
  const other = baseline.find(({ name }) => name === leading.name)
  const against = other === undefined ? '' : ` (guess ${figureText(other.value)})`
  return `${figureName(leading.name)} ${figureText(leading.value)}${against}`
}
