import type { ReactNode } from 'react'

const WIDTH = 84
const HEIGHT = 22
const EDGE = 2

interface SparklineProps {
  /** Oldest first; `null` where nothing is known. */
  readonly values: readonly (number | null)[]
  /** For those who do not see it. */
  readonly says: string
}

/** A line as small as a word: whether it rises or falls. Its own scale, from the least to the most. */
export function Sparkline({ values, says }: SparklineProps): ReactNode {
  const points = pointsOf(values)
  const last = points.at(-1)
  if (last === undefined) return '–'
  return (
    <svg className="sparkline" role="img" aria-label={says} width={WIDTH} height={HEIGHT}>
      <title>{says}</title>
      <polyline points={points.map(point => point.join(',')).join(' ')} />
      <circle cx={last[0]} cy={last[1]} r={2} />
    </svg>
  )
}

function pointsOf(values: readonly (number | null)[]): readonly (readonly [number, number])[] {
  const known = values.flatMap((value, place) => (value === null ? [] : [{ place, value }]))
  const least = Math.min(...known.map(({ value }) => value))
  const spread = Math.max(...known.map(({ value }) => value)) - least
  const across = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1)
  return known.map(({ place, value }) => {
    const share = spread === 0 ? 0.5 : (value - least) / spread
    return [round(EDGE + place * across), round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE))]
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
