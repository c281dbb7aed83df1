import { type AnswerOf, ApiError, type Contract } from '@kindred/api'
import { client } from '../../../data/client.ts'
import { readDefinitions, type StoredSegment } from '../../../data/stored-definitions.ts'

interface SegmentToSave {
  readonly id: string
  readonly file: { readonly name: string; readonly text: string }
  /** As it was when the editor read it, and the version it was read from. */
  readonly stored: StoredSegment | undefined
  readonly version: number
}

/** More changes of others than come between by chance. */
const MOST_TRIES = 5

/**
 * Saves over the version it was read from. Where others changed something else meanwhile, over theirs: only a change of
 * this segment is refused.
 *
 * @throws ApiError `definitions_moved` when the segment itself has changed; whatever `apply` refuses.
 */
export async function saveSegment(given: SegmentToSave): Promise<AnswerOf<Contract['apply']>> {
  const { id, file, stored } = given
  let expected = given.version
  for (let tries = 1; ; tries++) {
    try {
      return await client.apply({ files: [file], expected })
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'definitions_moved' || tries === MOST_TRIES)
        throw error
      const now = await client.definitions({})
      const there = readDefinitions(now.definitions).segments[id]
      if (JSON.stringify(there) !== JSON.stringify(stored)) throw error
      expected = now.version
    }
  }
}
