import type { Figure } from '../records/fitted-model.ts'
import { gainOver, leadingFigure } from './training/leading-figure.ts'

/** A version with what it is judged by. */
export interface JudgedVersion {
  readonly version: number
  readonly answer: 'chance' | 'amount'
  readonly figures: readonly Figure[]
}

/** The better of two versions by the leading figure, the earlier where they are equal, and by how much. */
export function betterOf([first, second]: readonly JudgedVersion[]):
  | { readonly version: number; readonly says: string }
  | undefined {
  if (first === undefined || second === undefined) return undefined
  const leading = leadingFigure(first.answer)
  const value = ({ figures }: JudgedVersion) => figures.find(({ name }) => name === leading.name)?.value
  const [one, other] = [value(first), value(second)]
  if (one === undefined || other === undefined) return undefined
  const says = `${leading.name} ${other.toPrecision(4)} against ${one.toPrecision(4)}`
  return gainOver(leading, other, one) > 0
    ? { version: second.version, says }
    : { version: first.version, says }
}
