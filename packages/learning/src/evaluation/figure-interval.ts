/** A figure, and the range in which it lies with the confidence that was asked for. */
export interface FigureInterval {
  readonly value: number
  readonly low: number
  readonly high: number
}
