import type { WireTransition } from '@kindred/api'
import { EngineError, type Live, requireDefinitions } from '@kindred/engine'
import { nearestName } from '@kindred/language'
import { transitionAnswer } from '../answers/transition-answer.ts'
import { ServerError } from '../errors.ts'
import type { Handlers, SentEvent } from '../http/handler.ts'
import { type FeedPage, requireKept, transitionFeed } from '../live/transition-feed.ts'
import type { Services } from '../services.ts'

const HEARTBEAT_MILLIS = 15_000

export function transitionHandlers(services: Services): Handlers<'transitions' | 'transitionStream'> {
  return {
    async transitions({ after, limit, definitions }) {
      const live = services.live.require()
      const filter = await knownDefinitions(services, definitions)
      const oldest = await live.oldestTransition()
      const newest = await live.newestTransition()
      if (after !== undefined) await requirePosition(live, after)
      const from = after ?? Math.max(0, oldest - 1)
      const found = await live.transitions({
        after: from,
        limit,
        ...(filter === undefined ? {} : { definitions: filter }),
      })
      const last = found.at(-1)?.seq ?? from
      const next = found.length < limit ? Math.max(last, newest) : last
      return { transitions: found.map(transitionAnswer), next, oldest, newest }
    },
    async transitionStream({ after, definitions }, { signal, lastEventId }) {
      const live = services.live.require()
      const filter = await knownDefinitions(services, definitions)
      const resumed = lastEventId === undefined ? after : readEventId(lastEventId)
      if (resumed !== undefined) await requirePosition(live, resumed)
      const feed = transitionFeed(live, {
        after: resumed,
        definitions: filter,
        heartbeat: HEARTBEAT_MILLIS,
        signal,
      })
      return sentEvents(feed)
    },
  }
}

async function* sentEvents(feed: AsyncIterable<FeedPage>): AsyncGenerator<SentEvent<WireTransition>> {
  for await (const { moves, position } of feed) {
    for (const move of moves) yield { id: move.seq, data: transitionAnswer(move) }
    if (moves.length === 0) yield { id: position }
  }
}

/** What lies ahead would be waited for in silence, past everything that happens until then. */
async function requirePosition(live: Live, after: number): Promise<void> {
  await requireKept(live, after)
  const newest = await live.newestTransition()
  if (after > newest) throw new ServerError('transition_to_come', { after, newest })
}

function readEventId(given: string): number {
  if (/^\d{1,15}$/.test(given)) return Number(given)
  throw new ServerError('last_event_id_invalid', {})
}

/** @throws EngineError `definition_unknown` for the first that does not exist. */
export async function knownDefinitions(
  { engine }: Pick<Services, 'engine'>,
  names: readonly string[] | undefined,
): Promise<ReadonlySet<string> | undefined> {
  if (names === undefined) return undefined
  const { definitions } = await requireDefinitions(engine.catalog)
  const known = [...Object.keys(definitions.segments), ...Object.keys(definitions.segmentations)]
  const unknown = names.find(name => !known.includes(name))
  if (unknown === undefined) return new Set(names)
  throw new EngineError('definition_unknown', {
    definition: unknown,
    nearest: nearestName(unknown, known),
  })
}
