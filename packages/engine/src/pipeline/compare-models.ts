import type { Checked } from '@kindred/language'
import type { CompiledModel } from '../catalog/compile/compile-definitions.ts'
import { EngineError } from '../errors.ts'
import { foretoldBy, type JudgedScores, judgeScore } from '../models/judge-score.ts'
import type { InstantRows } from '../models/rows/instant-rows.ts'
import { numbersAt } from '../models/rows/join-columns.ts'
import type { Figure, FittedMethod, FittedModel } from '../records/fitted-model.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { judgedInstant } from './judged-instant.ts'
import { modelInputs } from './model-inputs.ts'
import { championOf } from './promote-model.ts'
import { readInstant } from './read-instant.ts'
import { versionScore } from './version-score.ts'

export interface CompareRequest {
  readonly model: string
  /** Two or more; absent: all, newest first, at most six. */
  readonly versions?: readonly number[]
}

export interface ComparedVersion {
  readonly version: number
  readonly method: FittedMethod
  readonly answer: FittedModel['answer']
  readonly champion: boolean
  readonly rows: number
  readonly figures: readonly Figure[]
}

export interface ComparedModels {
  readonly model: string
  /** The instant whose customers were foretold; what came of them is known by now. */
  readonly at: number
  /** `later`: the same customers at one instant. `apart`: each by customers that it did not learn from. */
  readonly by: 'later' | 'apart'
  readonly versions: readonly ComparedVersion[]
}

const MOST = 6
const MOST_ROWS = 100_000

/**
 * Judges versions of a model side by side: each foretells the same customers at the same instant, the last one of which it
 * is known what came. None of them learned of anything after that instant. Where the target does not look ahead there is
 * no later period, and each is judged by the customers that were set apart when it was trained.
 *
 * @throws EngineError `model_unknown`, `model_not_trained`, `versions_not_comparable`, `nothing_happened`,
 *   `nobody_to_learn_from`
 */
export async function compareModels(ports: EnginePorts, request: CompareRequest): Promise<ComparedModels> {
  const current = await requireDefinitions(ports.catalog)
  const fitted = await versionsOf(ports, current, request)
  const model = requireModel(current.compiled, request.model)
  const champion = championOf(current, request.model)
  const said = ({ version, method, answer }: FittedModel, { rows, figures }: JudgedScores) => ({
    ...{ version, method, answer, champion: champion === version, rows, figures },
  })
  const ahead = model.target?.ahead
  if (ahead === undefined)
    return {
      ...{ model: request.model, by: 'apart', at: fitted[0]?.card.judged.at ?? 0 },
      versions: fitted.map(each => said(each, each.card.judged)),
    }
  const at = await judgedInstant(ports, current, model)
  const seed = fitted[0]?.card.seed ?? 1
  const read = await readInstant(ports, current, questionOf(current, model, { fitted, seed }), at)
  return {
    ...{ model: request.model, by: 'later', at },
    versions: fitted.map(each =>
      said(each, judgeScore(each, { ...read, scores: scoresOf(each, read), seed })),
    ),
  }
}

interface Asked {
  readonly fitted: readonly FittedModel[]
  readonly seed: number
}

function questionOf(current: CurrentDefinitions, model: CompiledModel, { fitted, seed }: Asked) {
  const { target } = model
  if (target === undefined)
    throw new EngineError('model_broken', { model: model.id, first: 'It has no target.' })
  const columns = new Map(fitted.flatMap(each => columnsOf(current, each)))
  return { model, target, columns, atMost: MOST_ROWS, seed }
}

/** Its score; of a version without a formula what it reads. */
function columnsOf(current: CurrentDefinitions, fitted: FittedModel): (readonly [string, Checked])[] {
  const name = `version ${fitted.version}`
  if (fitted.scorer !== undefined) return [[name, versionScore(current, fitted)]]
  return [...modelInputs(current, fitted)].map(([input, is]) => [`${name} ${input}`, is] as const)
}

function scoresOf(fitted: FittedModel, { table, rows }: InstantRows): Float64Array {
  const name = `version ${fitted.version}`
  return fitted.scorer === undefined
    ? foretoldBy(fitted, { table, rows }, input => `${name} ${input}`)
    : numbersAt(table, name, rows)
}

async function versionsOf(
  { catalog }: EnginePorts,
  { compiled }: CurrentDefinitions,
  { model, versions }: CompareRequest,
): Promise<readonly FittedModel[]> {
  const newest = async () => (await catalog.models.versions(model)).slice(0, MOST)
  const wanted = versions ?? (await newest()).map(({ version }) => version)
  if (wanted.length === 0) await requireFitted(catalog, compiled, model)
  const fitted = await Promise.all(wanted.map(version => requireFitted(catalog, compiled, model, version)))
  const [first] = fitted
  const other = fitted.find(each => first !== undefined && asks(each) !== asks(first))
  if (first === undefined || other === undefined) return fitted
  throw new EngineError('versions_not_comparable', { model, one: asks(first), other: asks(other) })
}

/** What is foretold, so that two that differ in it are not compared. */
function asks({ asked }: FittedModel): string {
  const { target, lifetime, uplift } = asked
  const treatments = uplift === undefined ? '' : ` for ${Object.values(uplift.treatments).join(', ')}`
  return `${target ?? lifetime?.model ?? ''}${treatments}`
}
