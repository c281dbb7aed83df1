import type { FittedModel as FittedSupervised, FittedTree } from '@kindred/learning'
import type { FittedModel } from '../../records/fitted-model.ts'
import { discreteLifetimeModel } from '../lifetime/discrete-model.ts'
import type { FittedDiscreteLifetime } from '../lifetime/fitted-discrete-lifetime.ts'
import type { FittedLifetimeScore } from '../lifetime/fitted-lifetime-score.ts'
import { lifetimeModel } from '../lifetime/lifetime-model.ts'
import { type FittedOnnx, onnxModel } from '../onnx/onnx-model.ts'
import { effectsModel, type FittedEffects } from '../uplift/effects-model.ts'
import { treeModel } from './by-tree.ts'
import type { LearnedModel } from './learned-model.ts'
import { supervisedModel } from './supervised-model.ts'

/** What learning gives; the catalog keeps it as plain JSON, told apart by its kind. */
type Fitted =
  | FittedTree
  | FittedSupervised
  | FittedLifetimeScore
  | FittedDiscreteLifetime
  | FittedEffects
  | FittedOnnx

/** A stored model as a learned one again. */
export function restoreModel({ fitted }: Pick<FittedModel, 'fitted'>): LearnedModel {
  // The one boundary where what was stored is taken for what it was when it was stored.
  const known = fitted as Fitted
  if (known.kind === 'discrete_lifetime') return discreteLifetimeModel(known)
  if (known.kind === 'lifetime_score') return lifetimeModel(known)
  if (known.kind === 'uplift' || known.kind === 'uplift_tree') return effectsModel(known)
  if (known.kind === 'onnx') return onnxModel(known)
  if (known.kind === 'tree') return treeModel(known)
  return supervisedModel(known)
}
