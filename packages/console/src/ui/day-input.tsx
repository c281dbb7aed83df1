import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'

interface DayInputProps {
  readonly label: string
  /** `2026-05-31`, or empty. */
  readonly value: string
  /** Default: which moment of the day is meant. */
  readonly description?: string
  readonly change: (day: string) => void
}

/** A day of the workspace's calendar. */
export function DayInput({ label, value, description = 'At midnight', change }: DayInputProps): ReactNode {
  return (
    <TextInput
      type="date"
      label={label}
      description={description}
      value={value}
      onChange={event => change(event.currentTarget.value)}
    />
  )
}
