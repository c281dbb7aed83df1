import { retrainingDue } from '../models/drift/retraining-due.ts'
import { type CurrentDefinitions, currentDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import { driftSince } from './drift.ts'
import type { TrainingPorts, Watched } from './train.ts'
import { type TrainAndPromoteRequest, type TrainReport, trainAndPromote } from './train-and-promote.ts'

/** One model that was to be trained anew, and what came of it. */
export interface Retrained {
  readonly model: string
  /** Why it was due: `it was trained 8 days ago, and is to be every 7 days`. */
  readonly why: string
  readonly report?: TrainReport
  /** What training refused, or that it could not be told whether it is due. */
  readonly error?: unknown
}

/**
 * Trains anew the models whose `retrain` says so: so long after they were trained last, or when what they read has
 * drifted so far. Whether the new version counts is decided as ever (`promote`). A model that was never trained is left
 * to people; one that fails does not hold up the others.
 *
 * @throws only what stops it: the reason of the signal
 */
export async function retrainDue(
  ports: TrainingPorts,
  request: Pick<TrainAndPromoteRequest, 'author' | 'defaults'>,
  watched: Watched = {},
): Promise<readonly Retrained[]> {
  const current = await currentDefinitions(ports.catalog)
  const done: Retrained[] = []
  for (const { id, isSound, definition } of current?.compiled.models.values() ?? []) {
    watched.signal?.throwIfAborted()
    if (current === undefined || !isSound || definition.retrain === undefined) continue
    try {
      const why = await whyDue(ports, current, id)
      if (why === undefined) continue
      const report = await trainAndPromote(ports, { ...request, model: id }, watched)
      done.push({ model: id, why, report })
    } catch (error) {
      watched.signal?.throwIfAborted()
      done.push({ model: id, why: 'it was to be trained anew', error })
    }
  }
  return done
}

async function whyDue(
  ports: TrainingPorts,
  current: CurrentDefinitions,
  id: string,
): Promise<string | undefined> {
  const { retrain } = current.compiled.definitions.models[id] ?? {}
  const newest = await ports.catalog.models.get(id)
  if (retrain === undefined || newest === undefined) return undefined
  return retrainingDue({
    ...{ retrain, newest, now: ports.clock() },
    batch: await ports.warehouse.batch(),
    drift: async () => driftSince(ports, current, newest, await presentInstant(ports)),
  })
}
