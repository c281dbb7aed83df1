import type { InputReading } from '@kindred/language'

/** One number that a formula reads: (input, or `fill` where that is missing, − centre) / scale. */
export interface OnnxFeature {
  readonly input: number
  /** Absent: what is missing stays missing. */
  readonly fill?: number
  readonly centre: number
  readonly scale: number
}

export function plainFeature(input: number): OnnxFeature {
  return { input, centre: 0, scale: 1 }
}

/** `Scaler`: (x − offset) · scale, the same for all or one each. */
export function scaled(
  features: readonly OnnxFeature[],
  offsets: readonly number[],
  scales: readonly number[],
): OnnxFeature[] {
  return features.map((feature, at) => {
    const offset = offsets[at] ?? offsets[0] ?? 0
    const scale = scales[at] ?? scales[0] ?? 1
    if (feature.centre !== 0 || feature.scale !== 1 || scale === 0)
      throw new RangeError('It scales the same numbers twice, or by 0.')
    return { ...feature, centre: offset, scale: 1 / scale }
  })
}

/** `Imputer`: what is missing is as one number each, or the same for all. */
export function filled(features: readonly OnnxFeature[], values: readonly number[]): OnnxFeature[] {
  return features.map((feature, at) => {
    const fill = values[at] ?? values[0] ?? 0
    return { ...feature, fill }
  })
}

/** As a formula of layers reads it. Where nothing is said of what is missing it is as 0 after scaling. */
export function readingOf({ input, fill, centre, scale }: OnnxFeature): InputReading {
  return { input, how: { kind: 'number' }, fill: fill ?? centre, transform: { kind: 'none' }, centre, scale }
}
