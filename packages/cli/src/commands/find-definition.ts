import { nearestName } from '@kindred/language'
import { cliError } from '../errors.ts'
import type { Session } from '../session.ts'

export interface FoundDefinition {
  readonly kind: 'segment' | 'segmentation'
  readonly id: string
  /** Of a segmentation. */
  readonly classes: readonly string[]
}

/** @throws CliError `nothing_named`, with the nearest name there is */
export async function findDefinition(session: Session, id: string): Promise<FoundDefinition> {
  const { segments } = await session.client.segments()
  if (segments.some(segment => segment.id === id)) return { kind: 'segment', id, classes: [] }
  const { segmentations } = await session.client.segmentations()
  const segmentation = segmentations.find(each => each.id === id)
  if (segmentation !== undefined)
    return { kind: 'segmentation', id, classes: segmentation.classes.map(each => each.class) }
  const names = [...segments, ...segmentations].map(each => each.id)
  throw cliError('nothing_named', { name: id, nearest: nearestName(id, names) ?? '' })
}
