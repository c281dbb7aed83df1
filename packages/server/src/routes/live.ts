import type { WireLiveStatus, WireParity } from '@kindred/api'
import type { LiveStatus, Parity } from '@kindred/engine'
import { masksFor } from '../access/masks.ts'
import { maskDifference } from '../answers/mask-answer.ts'
import { instantText, optionalInstant } from '../answers/typed-value.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

export function liveHandlers({ live, engine }: Services): Handlers<'live' | 'parity'> {
  return {
    live: async () => liveStatusAnswer(await live.require().status()),
    async parity(_, { progress, principal }) {
      const masks = await masksFor(principal, engine)
      const running = live.require()
      await live.settled()
      const answer = parityAnswer(await running.parity((done, of) => progress({ done, of })))
      if (masks === undefined) return answer
      return { ...answer, examples: answer.examples.map(each => maskDifference(each, masks)) }
    },
  }
}

export function liveStatusAnswer(status: LiveStatus): WireLiveStatus {
  const { outbox, timers } = status
  return {
    customers: status.customers,
    definitions_version: status.definitionsVersion,
    ...(status.filling === undefined ? {} : { filling: { ...status.filling } }),
    outbox: {
      depth: outbox.depth,
      age_seconds: outbox.age / 1000,
      ...(outbox.failure === undefined ? {} : { failure: outbox.failure }),
    },
    timers: { count: timers.count, due_at: optionalInstant(timers.dueAt) },
    accepted: { ...status.accepted },
    transitions: status.transitions,
  }
}

function parityAnswer({ asOf, customers, compared, differences, examples }: Parity): WireParity {
  return {
    as_of: instantText(asOf),
    customers,
    compared,
    differences,
    examples: examples.map(({ liveWhy, batchWhy, ...each }) => ({
      ...each,
      live_why: liveWhy,
      batch_why: batchWhy,
    })),
  }
}
