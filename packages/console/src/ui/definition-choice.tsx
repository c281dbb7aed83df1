import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { queries } from '../data/queries.ts'

interface DefinitionChoiceProps {
  readonly label: string
  readonly description: string
  readonly chosen: readonly string[]
  readonly choose: (next: readonly string[]) => void
}

/** Some segments and segmentations, by their names. */
export function DefinitionChoice({ label, description, chosen, choose }: DefinitionChoiceProps): ReactNode {
  const segments = useQuery(queries.segments()).data?.segments ?? []
  const segmentations = useQuery(queries.segmentations()).data?.segmentations ?? []
  const isSegment = new Set(segments.map(({ id }) => id))
  const named = (each: readonly { id: string; name: string }[]) =>
    each.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <MultiSelect
      label={label}
      description={description}
      data={[
        { group: 'Segments', items: named(segments) },
        { group: 'Segmentations', items: named(segmentations.filter(({ id }) => !isSegment.has(id))) },
      ]}
      value={[...chosen]}
      onChange={choose}
      searchable
      clearable
    />
  )
}
