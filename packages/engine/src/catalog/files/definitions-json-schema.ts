import { z } from 'zod'
import { definitionFileSchema } from './definition-file-schema.ts'

/** A JSON Schema, as far as it is looked into here. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema | readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
}

/** The JSON Schema of a definition file, for editors: made from the very schema that files are checked with. */
export function definitionsJsonSchema(): JsonSchema {
  return z.toJSONSchema(definitionFileSchema, { io: 'input', target: 'draft-7' }) as JsonSchema
}

let schema: JsonSchema | undefined

/** The keys that a mapping at this path of a definition file may have. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  schema ??= definitionsJsonSchema()
  let here: readonly JsonSchema[] = [schema]
  for (const step of path) here = here.flatMap(variants).flatMap(each => below(each, step))
  const keys = here.flatMap(variants).flatMap(each => Object.keys(each.properties ?? {}))
  return [...new Set(keys)]
}

function variants(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(variants)
}

function below(
  { properties, additionalProperties, items }: JsonSchema,
  step: PropertyKey,
): readonly JsonSchema[] {
  if (typeof step === 'number') return items === undefined ? [] : [items].flat()
  const property = properties?.[String(step)]
  if (property !== undefined) return [property]
  return typeof additionalProperties === 'object' ? [additionalProperties] : []
}
