import { percent } from '../profiles/percent.ts'
import type { TriedChoice } from './tried-choice.ts'

/** Below these a reader has to be told. Kaufman and Rousseeuw (1990) take a silhouette up to 0.25 for no structure. */
const [LITTLE_APART, UNSTABLE] = [0.25, 0.75]

/** What a reader must know of the groups that were chosen. */
export function noteGroups({ choice, kept }: TriedChoice, isOneGroup: boolean): string[] {
  const notes: string[] = []
  if (choice.method !== 'k-means')
    notes.push(
      `A customer belongs to the group whose middle is nearest; that keeps ${percent(kept)} of what ${choice.method} grouped.`,
    )
  if (choice.silhouette < LITTLE_APART)
    notes.push(
      `The groups overlap (silhouette ${choice.silhouette.toFixed(2)}): there is no clear border between them, and customers near one are much like those on its other side.`,
    )
  if (choice.stability < UNSTABLE)
    notes.push(
      `The groups are not stable (agreement ${choice.stability.toFixed(2)}): among other customers of the same kind they would come out differently.`,
    )
  if (isOneGroup)
    notes.push(
      'Measured against customers spread evenly (gap statistic), these are one group rather than several: the groups cut a whole into parts.',
    )
  if (choice.excluded !== undefined) notes.push(`It does not fit what was asked for: ${choice.excluded}.`)
  return notes
}
