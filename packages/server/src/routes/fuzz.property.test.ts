import { tmpdir } from 'node:os'
import { contract, type Route } from '@kindred/api'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { arbitraryOf } from '../testing/arbitrary-of.ts'
import { openShop, type Shop } from '../testing/shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  await shop.client.refresh()
  await shop.startLive()
})
afterAll(() => shop.close())

const routes: readonly (readonly [string, Route])[] = Object.entries(contract)
const schemaOf = (part: z.ZodObject) => z.toJSONSchema(part, { io: 'input', unrepresentable: 'any' })

/** The worst status of an answer: of long work, that of its last line. */
function statusOf(status: number, text: string): number {
  const last = text.trimEnd().split('\n').at(-1) ?? ''
  const inside = /^\{"error":.*"status":(\d+)\}$/.exec(last)?.[1]
  return Math.max(status, Number(inside ?? 0))
}

/** Routes that took something of what was sent: else only the check of shapes would have been tried. */
const answered = new Set<string>()

describe('whatever is sent, a route answers or refuses, and never fails', () => {
  const asked = routes.filter(([, { gives }]) => gives !== 'events')
  it.each(asked)(
    '%s',
    async (id, route) => {
      const parts = fc.record({
        params: arbitraryOf(schemaOf(route.params)),
        query: arbitraryOf(schemaOf(route.query)),
        body: arbitraryOf(schemaOf(route.body)),
      })
      await fc.assert(
        fc.asyncProperty(parts, async ({ params, query, body }) => {
          const { status, text } = await send(route, { params, query, body })
          if (statusOf(status, text) < 400) answered.add(id)
          expect(statusOf(status, text), `${id}: ${text.slice(0, 300)}`).toBeLessThan(500)
        }),
        { numRuns: 12, interruptAfterTimeLimit: 8_000 },
      )
    },
    30_000,
  )
})

it('is understood at times', () => {
  expect(answered.size).toBeGreaterThan(routes.length / 4)
})

async function send(route: Route, { params, query, body }: Record<'params' | 'query' | 'body', unknown>) {
  const given = new Map(Object.entries(params ?? {}))
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name) => encoded(given.get(name)) || 'x')
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  const answer = await shop.app.inject({
    method: route.method,
    url: `${path}?${pairs.join('&')}`,
    headers: { authorization: shop.authorization, 'content-type': contentType(route) },
    ...(route.method === 'POST' ? { payload: JSON.stringify(body) ?? '' } : {}),
  })
  return { status: answer.statusCode, text: answer.body }
}

function contentType(route: Route): string {
  return 'takes' in route ? 'application/octet-stream' : 'application/json'
}

function encoded(value: unknown): string {
  // Not every object can be made a text.
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
  return encodeURIComponent(text.toWellFormed())
}
