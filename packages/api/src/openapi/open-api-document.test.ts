import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import type { Route } from '../contract/route.ts'
import { examples } from './examples.ts'
import { openApiDocument } from './open-api-document.ts'

const document = openApiDocument('0.0.0')

function refsIn(of: unknown): string[] {
  if (Array.isArray(of)) return of.flatMap(refsIn)
  if (typeof of !== 'object' || of === null) return []
  return Object.entries(of).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : refsIn(value),
  )
}

test('every route of the contract is in the document, once', () => {
  const operations = Object.values(document.paths).flatMap(methods => Object.values(methods))
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(contract).sort())
})

test('every reference leads to a schema, and every schema is referred to', () => {
  const refs = refsIn(document).map(ref => ref.replace('#/components/schemas/', ''))
  expect(refs.length).toBeGreaterThan(50)
  expect([...new Set(refs)].sort()).toEqual(Object.keys(document.components.schemas).sort())
})

test('every name in a path is a required parameter of it, and no other is', () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1])
    for (const { parameters } of Object.values(methods)) {
      const inPath = parameters.filter(parameter => parameter.in === 'path')
      expect(inPath.map(({ name }) => name)).toEqual(named)
      expect(inPath.every(({ required }) => required === true)).toBe(true)
    }
  }
})

test('examples are as their schemas say', () => {
  for (const [id, example] of Object.entries(examples)) {
    const route: Route = contract[id as keyof typeof examples]
    if (example.body !== undefined)
      expect(route.body.strict().safeParse(example.body).error, id).toBeUndefined()
    if (example.answer !== undefined && 'response' in route)
      expect(route.response.safeParse(example.answer).error, id).toBeUndefined()
  }
})

test('the document is one of OpenAPI 3.1', async () => {
  const copy: Record<string, unknown> = JSON.parse(JSON.stringify(document))
  const { valid, errors } = await new Validator().validate(copy)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  const broken = await new Validator().validate({ ...copy, paths: { nowhere: 1 } })
  expect(broken.valid).toBe(false)
})
