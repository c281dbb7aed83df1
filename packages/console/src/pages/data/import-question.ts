import type { Contract, InputOf } from '@kindred/api'
import type { Address } from '../../ui/use-address.ts'

/** What a page of an import is about, as its address keeps it. */
export interface Asked {
  /** What the server knows the file by; empty: none was dropped. */
  readonly upload: string
  readonly file: string
  readonly kind: 'customers' | 'events'
  readonly customer: string
  readonly event: string
  readonly at: string
}

export function askedBy({
  upload = '',
  file = '',
  kind,
  customer = '',
  event = '',
  at = '',
}: Address): Asked {
  return { upload, file, kind: kind === 'events' ? 'events' : 'customers', customer, event, at }
}

/** @param mapping - Absent: it is drafted from the columns and what is said of them. */
export function questionOf(
  { upload, file, kind, customer, event, at }: Asked,
  mapping: string | undefined,
  isDry: boolean,
): InputOf<Contract['import']> {
  const named = {
    ...(customer !== '' && { customer }),
    ...(kind === 'events' && event !== '' && { event }),
    ...(kind === 'events' && at !== '' && { at }),
  }
  const how = mapping === undefined ? named : { mapping, mapping_name: `${file}.map.yaml` }
  return { kind, upload, declare: true, dry_run: isDry, ...how }
}
