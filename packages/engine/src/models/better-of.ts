import type { Figure, FigureName } from '../records/fitted-model.ts'

/** A version with what it is judged by, the leading figure first. */
export interface JudgedVersion {
  readonly version: number
  readonly figures: readonly Figure[]
}

const LOWER_IS_BETTER: ReadonlySet<FigureName> = new Set(['rmse', 'mae', 'log_loss', 'brier'])

/** The better of two versions by the leading figure, the earlier where they are equal, and by how much. */
export function betterOf([first, second]: readonly JudgedVersion[]):
  | { readonly version: number; readonly says: string }
  | undefined {
  const leading = first?.figures[0]?.name
  const value = (judged: JudgedVersion | undefined) =>
    judged?.figures.find(({ name }) => name === leading)?.value
  const [one, other] = [value(first), value(second)]
  if (!first || !second || leading === undefined || one === undefined || other === undefined) return undefined
  const says = `${leading} ${other.toPrecision(4)} against ${one.toPrecision(4)}`
  const gain = LOWER_IS_BETTER.has(leading) ? one - other : other - one
  return { version: (gain > 0 ? second : first).version, says }
}
