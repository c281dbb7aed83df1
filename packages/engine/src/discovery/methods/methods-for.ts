import type { Table } from '@kindred/learning'
import type { DiscoveryQuestion } from '../../records/discovery.ts'
import { byHdbscan } from './by-hdbscan.ts'
import { byKMeans } from './by-k-means.ts'
import { byMedoids } from './by-medoids.ts'
import { byMixture } from './by-mixture.ts'
import { byWard } from './by-ward.ts'
import type { GroupingMethod } from './grouping-method.ts'

/** All methods, the one whose own result the kept model is nearest to first. */
export const METHODS: readonly GroupingMethod[] = [byKMeans, byWard, byMixture, byMedoids, byHdbscan]

/** The method asked for; for `auto` all of them, medoids only where words are among the features. */
export function methodsFor({ method }: DiscoveryQuestion, { columns }: Table): readonly GroupingMethod[] {
  if (method !== 'auto') return METHODS.filter(({ name }) => name === method)
  const mixed = columns.some(({ kind }) => kind === 'category')
  return METHODS.filter(({ name }) => mixed || name !== 'medoids')
}
