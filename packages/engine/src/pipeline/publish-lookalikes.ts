import { sourceOfModel } from '../catalog/merge-definitions.ts'
import { applyWritten, type WriteRequest, type WrittenDefinitions } from './apply-written.ts'
import { requireName } from './discovery-id.ts'
import { findLookalikes, type Lookalikes, type LookalikesRequest } from './find-lookalikes.ts'
import type { TrainingPorts, Watched } from './train.ts'

export interface PublishLookalikesRequest extends LookalikesRequest, Pick<WriteRequest, 'defaults'> {
  /** What the new segment is called. */
  readonly name: string
}

export interface PublishedLookalikes extends Lookalikes, WrittenDefinitions {
  /** The new segment. */
  readonly name: string
  readonly when: string
}

/**
 * Finds who is most like those of a segment and publishes them as a segment, with the model that tells them: whoever
 * becomes like them enters, live too.
 *
 * @throws EngineError what `findLookalikes` refuses; `bad_discovery_name`, `model_without_formula`, `name_in_use`,
 *   `definitions_have_problems`
 */
export async function publishLookalikes(
  ports: TrainingPorts,
  request: PublishLookalikesRequest,
  watched: Watched = {},
): Promise<PublishedLookalikes> {
  const name = requireName(request.name)
  const found = await findLookalikes(ports, request, watched)
  const { fitted, definition, segment, chosen } = found
  await ports.catalog.models.put(fitted)
  const { id, version } = fitted
  const when = `score(${id}) >= ${leastText(chosen.least)} and not in(${segment})`
  const written = await applyWritten(ports, {
    source: sourceOfModel(id),
    definitions: {
      models: { [id]: definition },
      champions: { [id]: version },
      segments: { [name]: { name: `Like ${segment}`, when } },
    },
    note: `Customers like ${segment}.`,
    dryRun: false,
    author: request.author,
    ...(request.defaults && { defaults: request.defaults }),
    ...(watched.signal && { signal: watched.signal }),
  })
  return { ...found, name, when, ...written }
}

const DIGITS = 12

/** A chance as the language writes numbers, never above what it is. */
function leastText(least: number): string {
  const text = least.toFixed(DIGITS)
  const below = Number(text) > least ? (Number(text) - 10 ** -DIGITS).toFixed(DIGITS) : text
  return below.replace(/\.?0+$/, '')
}
