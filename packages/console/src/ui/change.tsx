import type { ReactNode } from 'react'
import { formatChange } from './format.ts'

/** A change with its sign; colour says the same once more. */
export function Change({ value }: { value: number }): ReactNode {
  return <span className={value > 0 ? 'rise' : value < 0 ? 'fall' : undefined}>{formatChange(value)}</span>
}
