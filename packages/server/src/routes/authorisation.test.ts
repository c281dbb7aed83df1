import { tmpdir } from 'node:os'
import { type OpenApiOperation, openApiDocument, permissionsOf, type Role, roles } from '@kindred/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop, type Shop } from '../testing/shop.ts'

interface Operation extends OpenApiOperation {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
}

/** Every route, from the document that programs are written against. */
const operations: readonly Operation[] = Object.entries(openApiDocument('0').paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase() as Operation['method'],
      url: path.replaceAll(/\{\w+\}/g, 'x'),
    })),
)

let shop: Shop
const keys = new Map<Role, string>()
beforeAll(async () => {
  shop = await openShop({ uploads: tmpdir() })
  for (const role of roles) keys.set(role, (await shop.client.addKey({ name: role, role })).secret)
})
afterAll(() => shop.close())

async function ask({ method, url }: Operation, secret?: string) {
  const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` }
  const answer = await shop.app.inject({ method, url, headers })
  const code = answer.statusCode < 400 ? undefined : answer.json().error.code
  return { status: answer.statusCode, code }
}

describe('without a key or a sign-in', () => {
  it.each(operations.map(each => [each.operationId, each] as const))('%s', async (_, operation) => {
    const { status, code } = await ask(operation)
    if (operation['x-permission'] === 'nothing') expect(status).not.toBe(403)
    else expect([status, code]).toEqual([401, 'token_wrong'])
  })
})

describe.each(roles)('as %s', role => {
  it.each(operations.map(each => [each.operationId, each] as const))('%s', async (_, operation) => {
    const { status, code } = await ask(operation, keys.get(role))
    const needs = operation['x-permission']
    const isAllowed = needs === 'nothing' || needs === 'signed_in' || permissionsOf(role).includes(needs)
    if (isAllowed) expect(code).not.toBe('permission_missing')
    else expect([status, code]).toEqual([403, 'permission_missing'])
    if (needs !== 'nothing') expect(status).not.toBe(401)
  })
})

it('is about every route there is', () => {
  expect(operations.length).toBeGreaterThan(60)
})
