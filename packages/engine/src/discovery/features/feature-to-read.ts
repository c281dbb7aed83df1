import type { Checked } from '@kindred/language'
import type { DiscoveredFeature } from '../../records/discovery.ts'

/** A feature that groups are to be found by, and what to read for it. */
export interface FeatureToRead {
  readonly feature: Omit<DiscoveredFeature, 'preparation' | 'dropped' | 'knownShare'>
  readonly read: Checked
}

/** What a type is to learning; nothing of a type that is no measure of a customer. */
export function featureKind(type: Checked['type']): DiscoveredFeature['kind'] | undefined {
  if (type === 'text') return 'category'
  return type === 'number' || type === 'money' || type === 'boolean' ? type : undefined
}
