import type { WireSegmentation } from '@kindred/api'
import { Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ScrolledTable } from '../../ui/data-table.tsx'
import { counted, formatShare, formatValue } from '../../ui/format.ts'
import { Section } from '../../ui/page.tsx'
import { useUnits } from '../../ui/use-units.ts'

type Regions = NonNullable<WireSegmentation['regions']>

/** Who came lately, by who comes often: each field with its class, how many are in the class and what they are worth. */
export function RfmGrid({ segmentation }: { segmentation: WireSegmentation }): ReactNode {
  const { regions, name } = segmentation
  if (regions === undefined) return null
  const scores = Array.from({ length: regions.scores }, (_, place) => regions.scores - place)
  return (
    <Section title="Lately by often">
      <ScrolledTable label={`Grid of ${name}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Recency</Table.Th>
            {scores.toReversed().map(frequency => (
              <Table.Th key={frequency}>Frequency {frequency}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {scores.map(recency => (
            <Table.Tr key={recency}>
              <Table.Th scope="row">{recency}</Table.Th>
              {scores.toReversed().map(frequency => (
                <Field
                  key={frequency}
                  segmentation={segmentation}
                  name={classAt(regions, recency, frequency) ?? segmentation.classes.at(-1)?.class ?? ''}
                />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrolledTable>
    </Section>
  )
}

/** The first whose region holds the field, as the definition has it. */
function classAt({ classes }: Regions, recency: number, frequency: number): string | undefined {
  const isIn = ([from, to]: readonly [number, number], score: number) => score >= from && score <= to
  return classes.find(each => isIn(each.recency, recency) && isIn(each.frequency, frequency))?.class
}

function Field({ segmentation, name }: { segmentation: WireSegmentation; name: string }): ReactNode {
  const units = useUnits()
  const standing = segmentation.classes.find(each => each.class === name)
  // Darker where more of all value is.
  const depth = Math.round(60 * Math.min(1, standing?.share_of_value ?? 0))
  return (
    <Table.Td
      style={{
        background: `color-mix(in srgb, var(--mantine-color-indigo-4) ${depth}%, var(--mantine-color-body))`,
      }}
    >
      <Link
        to="/segmentations/$id"
        params={{ id: segmentation.id }}
        search={{ tab: 'members', class: name }}
        className="quiet-link"
      >
        {name.replaceAll('_', ' ')}
      </Link>
      {standing !== undefined && (
        <Text size="xs">
          {counted(standing.size, 'customer')}, {formatShare(standing.share_of_customers)}
          {standing.value === undefined ? '' : `; ${formatValue(standing.value, units)}`}
        </Text>
      )}
    </Table.Td>
  )
}
