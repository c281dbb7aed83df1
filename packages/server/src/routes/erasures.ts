import { randomUUID } from 'node:crypto'
import { customerId, EngineError, planErasure } from '@kindred/engine'
import { authorOf } from '../access/principal.ts'
import { erasureAnswer, erasurePlanAnswer } from '../answers/erasure-answer.ts'
import type { Handlers } from '../http/handler.ts'
import type { Services } from '../services.ts'

type ErasureRoutes = 'erasurePlan' | 'erase' | 'erasures' | 'erasure'

export function erasureHandlers({ engine, erasures }: Services): Handlers<ErasureRoutes> {
  const { erasures: store } = engine.catalog
  return {
    async erasurePlan({ id }) {
      return erasurePlanAnswer(await planErasure(erasures.ports, customerId(id)))
    },
    async erase({ id, reason }, { principal, isAbout }) {
      const erasure = await erasures.erase({
        ...{ id: randomUUID(), customer: customerId(id), author: authorOf(principal, undefined) },
        ...(reason === undefined ? {} : { reason }),
      })
      isAbout('erasure', erasure.id)
      return erasureAnswer(erasure)
    },
    async erasures({ limit }) {
      return { erasures: (await store.list(limit)).map(erasureAnswer) }
    },
    async erasure({ id }) {
      const erasure = await store.get(id)
      if (erasure === undefined) throw new EngineError('erasure_unknown', { id })
      return erasureAnswer(erasure)
    },
  }
}
