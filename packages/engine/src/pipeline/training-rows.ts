import { type Checked, formatInstant, parseInstant } from '@kindred/language'
import type { CompiledModel, CompiledTarget } from '../catalog/compile/compile-definitions.ts'
import type { FeatureToRead } from '../discovery/features/feature-to-read.ts'
import { EngineError } from '../errors.ts'
import type { InstantRows } from '../models/rows/instant-rows.ts'
import { joinInstants, type TrainingRows } from '../models/rows/join-instants.ts'
import { leastHistory, type TrainingInstants, trainingInstants } from '../models/rows/training-instants.ts'
import { stretchMillis, stretchWords } from '../records/stretch.ts'
import type { CurrentDefinitions } from './current-definitions.ts'
import { presentInstant } from './customer-at.ts'
import type { EnginePorts } from './engine-ports.ts'
import { readInstant } from './read-instant.ts'

/** What rows are to be read of. */
export interface RowsRequest {
  readonly model: CompiledModel
  readonly target: CompiledTarget
  readonly features: readonly FeatureToRead[]
  /** UTC milliseconds: what is known until then; absent: until the last event. */
  readonly asOf?: number
  /** At most so many rows are read, of all instants together. */
  readonly atMost: number
  readonly seed: number
  readonly signal?: AbortSignal
  readonly progress?: (done: number, of: number) => void
}

/** A name with spaces, so that no feature can have it. */
const BEFORE = 'own target before'
const MOST_SEGMENTS = 40
const DAY = 86_400_000

/**
 * Rows of customers at past instants: features as of then, and of the same customers what came of it later. What was not
 * known at an instant is not in its row: events after it do not exist, attributes are those of then.
 *
 * @throws EngineError `nothing_happened`, `history_too_short`, `nobody_to_learn_from`
 */
export async function readTrainingRows(
  ports: EnginePorts,
  current: CurrentDefinitions,
  request: RowsRequest,
): Promise<TrainingRows> {
  const instants = await instantsOf(ports, current, request)
  const { model, target, seed, signal } = request
  const all = [...instants.learn, ...(instants.judge === undefined ? [] : [instants.judge])]
  const atMost = Math.max(1, Math.floor(request.atMost / all.length))
  const read: InstantRows[] = []
  for (const [at, instant] of all.entries()) {
    request.progress?.(at, all.length)
    const columns = columnsOf(current, request, at === all.length - 1)
    const question = { model, target, columns, atMost, seed, ...(signal && { signal }) }
    read.push(await readInstant(ports, current, question, instant))
  }
  const joined = joinInstants(read, {
    features: request.features.map(({ feature }) => feature.id),
    ...(target.ahead !== undefined && { before: BEFORE }),
    segments: segmentsOf(current),
  })
  return { ...joined, notes: [...instants.notes, ...joined.notes] }
}

/** Features, what was true in the stretch before, and at the last instant segments. */
function columnsOf(
  current: CurrentDefinitions,
  { features, target }: RowsRequest,
  isLast: boolean,
): Map<string, Checked> {
  return new Map([
    ...features.map(({ feature, read }) => [feature.id, read] as const),
    ...(target.ahead === undefined ? [] : [[BEFORE, target.is] as const]),
    ...(isLast ? segmentsOf(current).map(({ id, when }) => [`in ${id}`, when] as const) : []),
  ])
}

interface Instants {
  readonly learn: readonly number[]
  readonly judge?: number
  readonly notes: readonly string[]
}

async function instantsOf(
  ports: EnginePorts,
  current: CurrentDefinitions,
  { model, target, asOf }: RowsRequest,
): Promise<Instants> {
  const { ahead } = target
  if (ahead === undefined) return { learn: [asOf ?? (await presentInstant(ports))], notes: [] }
  const { id, definition } = model
  const { firstEventAt: first, lastEventAt } = await ports.warehouse.counts()
  if (first === undefined || lastEventAt === undefined)
    throw new EngineError('nothing_happened', { model: id })
  const last = Math.min(asOf ?? lastEventAt, lastEventAt)
  if (definition.lifetime !== undefined) return lifetimeInstant({ id, first, last, ahead })
  const { count, every, at } = definition.instants
  if (at !== undefined) return writtenInstants(current, { id, last, ahead, at })
  const found = trainingInstants({ first, last, ahead, count, every: stretchMillis(every) })
  if (found !== undefined) return { ...found, notes: missingNotes(found, count) }
  throw new EngineError('history_too_short', {
    model: id,
    has: stretchWords(Math.max(0, last - first)),
    needs: stretchWords(leastHistory(ahead)),
    ahead: stretchWords(ahead),
    every,
  })
}

interface History {
  readonly id: string
  readonly first: number
  readonly last: number
  readonly ahead: number
}

/** A lifetime model is fitted to what was known at one instant, and judged by what came after: nothing of it is learned. */
function lifetimeInstant({ id, first, last, ahead }: History): Instants {
  const judge = last - ahead
  if (judge >= first + DAY) return { learn: [], judge, notes: [] }
  throw new EngineError('history_too_short', {
    model: id,
    has: stretchWords(Math.max(0, last - first)),
    needs: stretchWords(ahead + DAY),
    ahead: stretchWords(ahead),
    every: stretchWords(DAY),
  })
}

interface Written {
  readonly id: string
  readonly last: number
  readonly ahead: number
  readonly at: readonly string[]
}

/** Instants as the model names them, in order; of one alone customers are set apart to judge by. */
function writtenInstants({ compiled }: CurrentDefinitions, { id, last, ahead, at }: Written): Instants {
  const { timezone } = compiled.vocabulary
  const all = at.map(text => parseInstant(text, timezone) ?? Number.NaN).sort((a, b) => a - b)
  const open = all.find(each => !(each + ahead <= last))
  const [said, until] = [open, last].map(each => formatInstant(each ?? 0, timezone))
  if (open !== undefined)
    throw new EngineError('instant_not_over', {
      ...{ model: id, at: said ?? '', last: until ?? '', ahead: stretchWords(ahead) },
    })
  const judge = all.length > 1 ? all.at(-1) : undefined
  return {
    learn: judge === undefined ? all : all.slice(0, -1),
    ...(judge !== undefined && { judge }),
    notes: [],
  }
}

function missingNotes({ learn, missing }: TrainingInstants, count: number): string[] {
  if (missing === 0) return []
  return [`Rows are of ${learn.length} instants in place of ${count}: history does not reach back further.`]
}

function segmentsOf({ compiled }: CurrentDefinitions) {
  return [...compiled.segments]
    .flatMap(([id, { when, definition }]) =>
      when === undefined ? [] : [{ id, when, name: definition.name ?? id }],
    )
    .slice(0, MOST_SEGMENTS)
}
