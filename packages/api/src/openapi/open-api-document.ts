import { z } from 'zod'
import type { Need } from '../access/permissions.ts'
import { contract } from '../contract/contract.ts'
import type { Route } from '../contract/route.ts'
import { failure } from '../wire/failure.ts'
import { examples } from './examples.ts'
import { type JsonSchema, SchemaParts } from './schema-parts.ts'

export interface OpenApiOperation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  /** Which permission whoever asks must have; `nothing`: everybody may, `signed_in`: everybody known. */
  readonly 'x-permission': Need
  readonly security?: readonly JsonSchema[]
  readonly parameters: readonly JsonSchema[]
  readonly requestBody?: JsonSchema
  readonly responses: Readonly<Record<string, JsonSchema>>
}

export interface OpenApiDocument {
  readonly openapi: '3.1.1'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly security: readonly JsonSchema[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>
  readonly components: {
    readonly securitySchemes: JsonSchema
    readonly schemas: Readonly<Record<string, JsonSchema>>
  }
}

const description = [
  'Documents are JSON with names in `snake_case`. A value travels as `{"type", "value"}`, money as decimal text, instants',
  'as UTC in ISO 8601. Every request carries `authorization: Bearer KEY`, or the cookie of a browser that signed in. Where an answer is a stream it is lines of JSON:',
  'any number of `{"progress": …}`, then one `{"result": …}`, or `{"error": …, "status": …}`.',
].join(' ')

/** The contract as an OpenAPI document, for clients in other languages. @param version - Of this program. */
export function openApiDocument(version: string): OpenApiDocument {
  const parts = new SchemaParts()
  const refused = parts.add('Refusal', z.object({ error: failure }), 'output')
  const paths: Record<string, Record<string, OpenApiOperation>> = {}
  for (const [id, route] of Object.entries(contract)) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operationOf(id, route, parts, refused),
    }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Kindred', version, description },
    security: [{ token: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'kindred_session' },
      },
      schemas: parts.all(),
    },
  }
}

function operationOf(id: string, route: Route, parts: SchemaParts, refused: JsonSchema): OpenApiOperation {
  const body = bodyOf(id, route, parts)
  return {
    operationId: id,
    summary: route.does,
    tags: [route.path.split('/')[2] ?? ''],
    'x-permission': route.needs,
    ...(route.needs === 'nothing' ? { security: [] } : {}),
    parameters: [
      ...parametersOf(id, 'path', route.params, parts),
      ...parametersOf(id, 'query', route.query, parts),
      ...headersOf(route),
    ],
    ...(body === undefined ? {} : { requestBody: body }),
    responses: {
      200: { description: answerWords(route), content: contentOf(id, route, parts) },
      ...(route.gives === 'stream' ? { 202: jobBegun } : {}),
      default: {
        description: 'A refusal: its code, what was wrong, what to do.',
        content: { 'application/json': { schema: refused } },
      },
    },
  }
}

function parametersOf(
  id: string,
  place: 'path' | 'query',
  schema: z.ZodObject,
  parts: SchemaParts,
): JsonSchema[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    // A field of a shape is a schema; its type only says that it is one of any library's.
    const isOptional = z.safeParse(field as z.ZodType, undefined).success
    const given = parts.of(`${id}_${name}`, field as z.ZodType, 'input')
    return { name, in: place, required: place === 'path' || !isOptional, schema: given }
  })
}

function headersOf(route: Route): JsonSchema[] {
  if (route.gives === 'events') {
    const schema = { type: 'string', pattern: '^\\d{1,15}$' }
    return [{ name: 'Last-Event-ID', in: 'header', required: false, schema }]
  }
  if (route.gives === 'stream') {
    const schema = { type: 'string', enum: ['respond-async'] }
    return [{ name: 'Prefer', in: 'header', required: false, schema }]
  }
  if (!('isHot' in route) || route.method !== 'POST') return []
  const schema = { type: 'string', minLength: 1, maxLength: 200 }
  return [{ name: 'Idempotency-Key', in: 'header', required: false, schema }]
}

const jobBegun: JsonSchema = {
  description: 'With `Prefer: respond-async`: it goes on alone; GET /v1/jobs/{id} tells how far it is.',
  content: {
    'application/json': {
      schema: { type: 'object', required: ['job'], properties: { job: { type: 'string' } } },
    },
  },
}

function bodyOf(id: string, route: Route, parts: SchemaParts): JsonSchema | undefined {
  if ('takes' in route) {
    return {
      required: true,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }
  }
  if (Object.keys(route.body.shape).length === 0) return undefined
  const schema = parts.add(`${id}_body`, route.body, 'input')
  const example = examples[id as keyof typeof examples]?.body
  return {
    required: !z.safeParse(route.body, {}).success,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  }
}

function contentOf(id: string, route: Route, parts: SchemaParts): JsonSchema {
  if (route.gives === 'file') return { '*/*': { schema: { type: 'string', format: 'binary' } } }
  const answer = parts.add(`${id}_answer`, route.response, 'output')
  const example = examples[id as keyof typeof examples]?.answer
  const exampled = example === undefined ? {} : { example }
  if (route.gives === 'events') return { 'text/event-stream': { schema: answer, ...exampled } }
  if (route.gives === 'json') return { 'application/json': { schema: answer, ...exampled } }
  const progress = parts.add(`${id}_progress`, route.progress, 'output')
  const lines = [
    { type: 'object', required: ['progress'], properties: { progress } },
    { type: 'object', required: ['result'], properties: { result: answer } },
    { $ref: '#/components/schemas/Refusal' },
  ]
  return { 'application/x-ndjson': { schema: { oneOf: lines } } }
}

function answerWords(route: Route): string {
  if (route.gives === 'file') return 'A file.'
  if (route.gives === 'events') return 'Server-sent events; the data of each is one document.'
  return route.gives === 'stream' ? 'Lines of progress, then the result or an error.' : 'One document.'
}
