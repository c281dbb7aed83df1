import type { JsonSchema } from '@kindred/api'
import { escaped } from './html.ts'

export type Schemas = Readonly<Record<string, JsonSchema>>

/** Deeper than this a schema is named, not opened: some contain themselves. */
const DEEPEST = 5

/** A schema as a nested list of its members, each with its type. */
export function schemaHtml(schema: unknown, schemas: Schemas, depth = 0): string {
  const opened = openedSchema(schema, schemas)
  const inner = innerOf(opened, schemas)
  if (inner === undefined || depth >= DEEPEST) return ''
  const options = listOf(inner.oneOf ?? inner.anyOf)
  if (options.length > 0) return options.map(each => schemaHtml(each, schemas, depth)).join('')
  const required = listOf(inner.required)
  const members = Object.entries(record(inner.properties)).map(([name, member]) => {
    const isOptional = !required.includes(name)
    return (
      `<li><code>${escaped(name)}</code> <span class="type">${escaped(typeWords(member, schemas))}</span>` +
      `${isOptional ? ' <span class="optional">may be absent</span>' : ''}${schemaHtml(member, schemas, depth + 1)}</li>`
    )
  })
  return members.length === 0 ? '' : `<ul class="members">${members.join('')}</ul>`
}

/** What a schema holds, in a few words: `list of text`, `number or null`, `enter, leave, both`. */
export function typeWords(schema: unknown, schemas: Schemas): string {
  const of = openedSchema(schema, schemas)
  if (of.const !== undefined) return JSON.stringify(of.const)
  const choices = listOf(of.enum)
  if (choices.length > 0) return choices.join(', ')
  const options = listOf(of.oneOf ?? of.anyOf)
  if (options.length > 0) return [...new Set(options.map(each => typeWords(each, schemas)))].join(' or ')
  if (of.type === 'array') return `list of ${typeWords(of.items, schemas)}`
  if (typeof of.type !== 'string') return 'anything'
  return typeof of.format === 'string' ? `${of.type} (${of.format})` : of.type
}

/** Where the members are: its own, or those of what it is a list of. */
function innerOf(schema: JsonSchema, schemas: Schemas): JsonSchema | undefined {
  if (schema.type === 'array') return innerOf(openedSchema(schema.items, schemas), schemas)
  return schema.properties !== undefined || schema.oneOf !== undefined || schema.anyOf !== undefined
    ? schema
    : undefined
}

function openedSchema(schema: unknown, schemas: Schemas): JsonSchema {
  const own = record(schema)
  if (typeof own.$ref !== 'string') return own
  return schemas[own.$ref.replace('#/components/schemas/', '')] ?? {}
}

export function record(of: unknown): JsonSchema {
  return typeof of === 'object' && of !== null && !Array.isArray(of) ? { ...of } : {}
}

function listOf(of: unknown): readonly unknown[] {
  return Array.isArray(of) ? of : []
}
