import { classesOf } from '@kindred/language'
import type { SegmentationDefinition, SegmentDefinition } from '../records/definitions.ts'
import type { Refresh } from '../records/refresh.ts'
import { nameOf } from '../segments/evaluable.ts'
import { type Standing, standingOf } from '../segments/standing.ts'
import { changedSince } from './changed-since.ts'
import { type CurrentDefinitions, requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { soundDefinitions } from './sound-definitions.ts'

/** How far a result can be trusted to be today's. */
export interface Served {
  /**
   * `current`: as defined, at the last refresh. `changed`: the figures are those of the definition before.
   * `new`: not refreshed yet. `failed`: broken, by itself or through what it stands on; figures, if any, are older.
   */
  readonly state: 'current' | 'changed' | 'new' | 'failed'
  /** The instant the figures are of. */
  readonly asOf?: number
  readonly ageMillis?: number
  readonly failure?: { readonly code: string; readonly says: string; readonly remedy: string }
}
export interface ListedSegment extends Served {
  readonly id: string
  readonly definition: SegmentDefinition
  readonly standing?: Standing
}
export interface ListedSegmentation extends Served {
  readonly id: string
  readonly definition: SegmentationDefinition
  /** Best first, `otherwise` last; empty while nothing was found. */
  readonly classes: readonly (Standing & { readonly class: string })[]
}
export interface Listing {
  /** What the figures are of; absent before the first refresh. */
  readonly refresh?: Refresh
  readonly segments: readonly ListedSegment[]
  readonly segmentations: readonly ListedSegmentation[]
}

/**
 * Everything that is defined with its size, shares, last change and age, as the last refresh found it; with nothing
 * computed, so that it answers at once however many customers there are.
 *
 * @throws EngineError `nothing_defined`.
 */
export async function listSegments(ports: EnginePorts): Promise<Listing> {
  const current = await requireDefinitions(ports.catalog)
  const refresh = await ports.catalog.refreshes.current()
  const view = await viewOf(ports, current, refresh)
  const { segments, segmentations } = current.definitions
  return {
    ...(refresh === undefined ? {} : { refresh }),
    segments: Object.entries(segments).map(([id, definition]) => ({
      id,
      definition,
      ...listedSegment(view, id),
    })),
    segmentations: Object.entries(segmentations).map(([id, definition]) => ({
      id,
      definition,
      ...listedSegmentation(view, id, current),
    })),
  }
}

interface View {
  readonly refresh: Refresh | undefined
  /** What the refresh found, by definition. */
  readonly results: ReadonlyMap<string, readonly Result[]>
  /** When each refresh that something is served from was. */
  readonly instants: ReadonlyMap<number, number>
  readonly now: number
  readonly failures: ReadonlyMap<string, NonNullable<Served['failure']>>
  readonly changed: ReadonlySet<string>
}

async function viewOf(
  ports: EnginePorts,
  current: CurrentDefinitions,
  refresh: Refresh | undefined,
): Promise<View> {
  const { sound, failed } = soundDefinitions(current.compiled)
  const isChanged = await changedSince(ports.catalog, current, refresh)
  return {
    refresh,
    results: Map.groupBy(refresh?.results ?? [], nameOf),
    instants: new Map((await ports.catalog.refreshes.published({})).map(({ id, asOf }) => [id, asOf])),
    now: ports.clock(),
    failures: new Map(failed.map(each => [nameOf(each), each.failure])),
    changed: new Set(sound.filter(isChanged).map(nameOf)),
  }
}

function listedSegment(view: View, id: string): Served & Pick<ListedSegment, 'standing'> {
  const [result] = resultsOf(view, { kind: 'segment', id })
  const served = servedOf(view, nameOf({ kind: 'segment', id }), result)
  if (result === undefined || view.refresh === undefined || served.asOf === undefined) return served
  return { ...served, standing: standingOf(result, view.refresh) }
}

function listedSegmentation(
  view: View,
  id: string,
  { compiled }: CurrentDefinitions,
): Served & Pick<ListedSegmentation, 'classes'> {
  const results = resultsOf(view, { kind: 'segmentation', id })
  const served = servedOf(view, nameOf({ kind: 'segmentation', id }), results[0])
  const { refresh } = view
  if (refresh === undefined || served.asOf === undefined) return { ...served, classes: [] }
  const standings = results.flatMap(result =>
    result.class === undefined ? [] : [{ class: result.class, ...standingOf(result, refresh) }],
  )
  const of = compiled.segmentations.get(id)?.of
  return { ...served, classes: of === undefined ? standings : inOrder(standings, classesOf(of)) }
}

function inOrder<T extends { readonly class: string }>(
  found: readonly T[],
  classes: readonly string[],
): readonly T[] {
  const place = ({ class: name }: T) => (classes.includes(name) ? classes.indexOf(name) : classes.length)
  return [...found].sort((a, b) => place(a) - place(b))
}

type Result = Refresh['results'][number]

function resultsOf({ results }: View, of: Pick<Result, 'kind' | 'id'>): readonly Result[] {
  return results.get(nameOf(of)) ?? []
}

function servedOf(view: View, name: string, result: Result | undefined): Served {
  const failure = view.failures.get(name) ?? result?.failure
  const asOf = servedAsOf(view, result)
  return {
    state: stateOf(view, name, failure, asOf),
    ...(asOf === undefined ? {} : { asOf, ageMillis: view.now - asOf }),
    ...(failure === undefined ? {} : { failure }),
  }
}

function servedAsOf({ refresh, instants }: View, result: Result | undefined): number | undefined {
  if (result === undefined || refresh === undefined) return undefined
  if (result.failure === undefined) return refresh.asOf
  return result.servedFrom === undefined ? undefined : instants.get(result.servedFrom)
}

function stateOf(
  view: View,
  name: string,
  failure: Served['failure'],
  asOf: number | undefined,
): Served['state'] {
  if (failure !== undefined) return 'failed'
  if (asOf === undefined) return 'new'
  return view.changed.has(name) ? 'changed' : 'current'
}
