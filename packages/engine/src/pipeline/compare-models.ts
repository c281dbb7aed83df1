import { EngineError } from '../errors.ts'
import { judgeScore } from '../models/judge-score.ts'
import { numbersAt, rowsIn } from '../models/rows/join-columns.ts'
import { stretchWords } from '../models/rows/stretch.ts'
import type { Figure, FittedMethod, FittedModel } from '../records/fitted-model.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireFitted, requireModel } from './find-model.ts'
import { populationAt } from './population-at.ts'
import { championOf } from './promote-model.ts'
import { versionScore } from './version-score.ts'

export interface CompareRequest {
  readonly model: string
  /** Two or more; absent: all that have a formula, newest first, at most six. */
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
  readonly versions: readonly ComparedVersion[]
}

const MOST = 6
const MOST_ROWS = 100_000
const TARGET = 'own target'

/**
 * Judges versions of a model side by side: each foretells the same customers at the same instant, the last one of which it
 * is known what came. None of them learned of anything after that instant.
 *
 * @throws EngineError `model_unknown`, `model_not_trained`, `model_without_formula`, `versions_not_comparable`,
 *   `nothing_happened`
 */
export async function compareModels(ports: EnginePorts, request: CompareRequest): Promise<ComparedModels> {
  const current = await requireDefinitions(ports.catalog)
  const fitted = await versionsOf(ports, current, request)
  const { target, population } = requireModel(current.compiled, request.model)
  if (target === undefined)
    throw new EngineError('model_broken', { model: request.model, first: 'It has no target.' })
  const at = await judgedInstant(ports, request.model, target.ahead)
  const columns = new Map(fitted.map(each => [`version ${each.version}`, versionScore(current, each)]))
  const reads = [...columns.values(), ...(population ? [population] : [])]
  const context = await populationAt(ports, current, at, reads)
  const [first] = fitted
  const seed = first?.card.seed ?? 1
  const table = await ports.warehouse.table({
    ...{ context, columns, sample: { atMost: MOST_ROWS, seed } },
    ...(population && { where: population }),
  })
  const later = await ports.warehouse.table({
    context: await populationAt(ports, current, at + (target.ahead ?? 0), [target.is]),
    columns: new Map([[TARGET, target.is]]),
    ...(table.drawnBelow && { below: table.drawnBelow }),
  })
  const came = numbersAt(later, TARGET, rowsIn(table.customers, later.customers))
  const everybody = Int32Array.from(table.customers.keys())
  return {
    model: request.model,
    at,
    versions: fitted.map(({ version, method, answer }) => ({
      ...{ version, method, answer },
      champion: championOf(current, request.model) === version,
      ...pickJudged(judgeScore(answer, came, numbersAt(table, `version ${version}`, everybody), seed)),
    })),
  }
}

function pickJudged({ rows, figures }: ReturnType<typeof judgeScore>) {
  return { rows, figures }
}

async function versionsOf(
  { catalog }: EnginePorts,
  { compiled }: CurrentDefinitions,
  { model, versions }: CompareRequest,
): Promise<readonly FittedModel[]> {
  const wanted = versions ?? (await newestVersions({ catalog }, model))
  if (wanted.length === 0) await requireFitted(catalog, compiled, model)
  const fitted = await Promise.all(wanted.map(version => requireFitted(catalog, compiled, model, version)))
  const [first] = fitted
  const other = fitted.find(({ asked }) => asked.target !== first?.asked.target)
  if (first === undefined || other === undefined) return fitted
  const said = ({ asked }: FittedModel) => asked.target ?? asked.lifetime?.model ?? ''
  throw new EngineError('versions_not_comparable', { model, one: said(first), other: said(other) })
}

async function newestVersions({ catalog }: Pick<EnginePorts, 'catalog'>, model: string): Promise<number[]> {
  const all = await catalog.models.versions(model)
  return all
    .filter(({ hasFormula }) => hasFormula)
    .slice(0, MOST)
    .map(({ version }) => version)
}

async function judgedInstant(ports: EnginePorts, model: string, ahead: number | undefined): Promise<number> {
  const { firstEventAt, lastEventAt } = await ports.warehouse.counts()
  if (lastEventAt === undefined || firstEventAt === undefined)
    throw new EngineError('nothing_happened', { model })
  const at = lastEventAt - (ahead ?? 0)
  if (at > firstEventAt) return at
  throw new EngineError('history_too_short', {
    model,
    has: stretchWords(lastEventAt - firstEventAt),
    needs: stretchWords(ahead ?? 0),
    ahead: stretchWords(ahead ?? 0),
    every: '',
  })
}
