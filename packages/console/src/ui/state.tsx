import type { WireSegment } from '@kindred/api'
import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatAge } from './format.ts'

const colours = { current: 'gray', changed: 'yellow', new: 'blue', failed: 'red' } as const

/** How far a result can be trusted, in one word, with its age. */
export function State({ of }: { of: Pick<WireSegment, 'state' | 'age_seconds'> }): ReactNode {
  const { state, age_seconds } = of
  const age = age_seconds === null ? '' : `, ${formatAge(age_seconds)}`
  return state === 'current' ? (
    <span className="tight">{formatAge(age_seconds ?? 0)}</span>
  ) : (
    <Badge variant="light" color={colours[state]} tt="none">
      {state}
      {age}
    </Badge>
  )
}
