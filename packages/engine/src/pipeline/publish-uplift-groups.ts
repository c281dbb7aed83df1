import { sourceOfModel } from '../catalog/merge-definitions.ts'
import { EngineError } from '../errors.ts'
import {
  type GroupsDefinition,
  type GroupsQuestion,
  groupDefinitions,
} from '../models/uplift/group-definitions.ts'
import { applyWritten, type WriteRequest, type WrittenDefinitions } from './apply-written.ts'
import { requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { championOf } from './promote-model.ts'

export interface GroupsRequest
  extends Pick<WriteRequest, 'dryRun' | 'author' | 'defaults' | 'progress' | 'signal'>,
    Pick<GroupsQuestion, 'worth' | 'disturbs' | 'sure'> {
  readonly model: string
  /** What the segmentation is called. Default: the model and `_groups`. */
  readonly name?: string
}

export interface PublishedGroups extends WrittenDefinitions {
  readonly segmentation: string
  readonly definition: GroupsDefinition
}

/**
 * Publishes the four groups of a model of treatments as a segmentation: persuadable, sure thing, lost cause, do not
 * disturb. Where the limits are not given they are those of the champion's card.
 *
 * @throws EngineError `model_unknown`, `model_is_no_champion`, `model_without_treatments`, `name_in_use`,
 *   `definitions_have_problems`
 */
export async function publishUpliftGroups(
  ports: EnginePorts,
  request: GroupsRequest,
): Promise<PublishedGroups> {
  const current = await requireDefinitions(ports.catalog)
  const { definition: asked } = requireModel(current.compiled, request.model)
  const { model, worth, disturbs, sure, name: segmentation = `${model}_groups` } = request
  if (asked.uplift === undefined) throw new EngineError('model_without_treatments', { model })
  const champion = championOf(current, model)
  if (champion === undefined) throw new EngineError('model_is_no_champion', { model })
  const { card } = await requireFitted(ports.catalog, current.compiled, model, champion)
  if (card.uplift === undefined) throw new EngineError('model_without_treatments', { model })
  const definition = groupDefinitions({
    ...{ model, label: asked.name ?? model, card: card.uplift },
    ...(worth !== undefined && { worth }),
    ...(disturbs !== undefined && { disturbs }),
    ...(sure !== undefined && { sure }),
  })
  const written = await applyWritten(ports, {
    ...request,
    source: sourceOfModel(model),
    definitions: { segmentations: { [segmentation]: definition } },
    note: `Uplift groups of ${model}, version ${champion}.`,
  })
  return { segmentation, definition, ...written }
}
