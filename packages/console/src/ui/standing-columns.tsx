import type { TypedValue } from '@kindred/api'
import { Change } from './change.tsx'
import type { Column } from './data-table.tsx'
import { amountOf, formatNumber, formatShare, formatValue, type Units } from './format.ts'

/** How many are in a group and what they are worth; what is absent was not evaluated. */
interface Standing {
  readonly size?: number | undefined
  readonly change?: number | null | undefined
  readonly share_of_customers?: number | null | undefined
  readonly value?: TypedValue | undefined
  readonly share_of_value?: number | null | undefined
}

/** The columns of a group's standing, the same for segments and classes. */
export function standingColumns(units: Units) {
  return {
    size: {
      id: 'size',
      label: 'Customers',
      numeric: true,
      value: ({ size = null }) => size,
      cell: ({ size }) => (size === undefined ? '–' : formatNumber(size)),
    },
    change: {
      id: 'change',
      label: 'Change',
      numeric: true,
      value: ({ change = null }) => change,
      cell: ({ change }) => (change == null ? '–' : <Change value={change} />),
    },
    share: {
      id: 'share',
      label: 'Share',
      numeric: true,
      value: ({ share_of_customers = null }) => share_of_customers,
      cell: ({ share_of_customers }) => formatShare(share_of_customers),
    },
    value: {
      id: 'value',
      label: 'Value',
      numeric: true,
      value: ({ value }) => (value === undefined ? null : amountOf(value)),
      cell: ({ value }) => (value === undefined ? '–' : formatValue(value, units)),
    },
    shareOfValue: {
      id: 'share_of_value',
      label: 'Of value',
      numeric: true,
      value: ({ share_of_value = null }) => share_of_value,
      cell: ({ share_of_value }) => formatShare(share_of_value),
    },
  } satisfies Readonly<Record<string, Column<Standing>>>
}
