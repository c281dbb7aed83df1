import { fitBoosting, type Method, type Monotone, seeded } from '@kindred/learning'
import { EngineError } from '../../errors.ts'
import type { FittedMethod } from '../../records/fitted-model.ts'
import type { TaskFeature } from '../training-task.ts'
import type { LearningMethod } from './learned-model.ts'
import { supervisedModel } from './supervised-model.ts'

/** What keeps to a direction; every other method goes by the rows alone. */
const ABLE: FittedMethod = 'boosting'

/**
 * Of some methods the one that keeps to directions: with each of those features, others as they are, what is foretold only
 * rises, or only falls.
 *
 * @param asked - By a feature as it was written.
 * @throws EngineError `method_without_direction`, where none of the methods can
 */
export function directed(
  methods: readonly LearningMethod[],
  asked: Monotone,
  features: readonly TaskFeature[],
): readonly LearningMethod[] {
  const found = methods.find(({ id }) => id === ABLE)
  if (found === undefined)
    throw new EngineError('method_without_direction', { method: methods[0]?.id ?? '', able: ABLE })
  return [boostingAlong(found, directionsOf(asked, features))]
}

/** By the names of columns; a feature that is not used has no direction. */
function directionsOf(asked: Monotone, features: readonly TaskFeature[]): Monotone {
  return Object.fromEntries(
    features.flatMap(({ name, is }) => {
      const direction = asked[is] ?? asked[name]
      return direction === undefined ? [] : [[name, direction]]
    }),
  )
}

function boostingAlong(boosting: LearningMethod, monotone: Monotone): LearningMethod {
  const fit: Method['fit'] = ({ table, target, settings, seed, ...rest }) =>
    fitBoosting(table, target, { ...settings, ...rest, monotone, random: seeded(seed) })
  return {
    ...boosting,
    ...(boosting.searched && { searched: { ...boosting.searched, fit } }),
    fit: ({ table, target, settings, seed, watch }, answer) =>
      supervisedModel(
        fit({
          ...{ table, target, settings, seed },
          task: answer === 'chance' ? 'binary' : 'number',
          ...watch,
        }),
      ),
  }
}

/** What a card says of directions. */
export function directionNotes(asked: Monotone | undefined, features: readonly TaskFeature[]): string[] {
  const kept = Object.entries(directionsOf(asked ?? {}, features))
  const labels = new Map(features.map(({ name, label }) => [name, label]))
  return kept.map(
    ([name, direction]) =>
      `It was made to ${direction === 'rising' ? 'rise' : 'fall'} only, or stay, as ${labels.get(name)} rises.`,
  )
}
