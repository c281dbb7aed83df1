import { z } from 'zod'

/** JSON Schema, as much as is looked into here. */
export interface JsonSchema {
  readonly [key: string]: unknown
}

/** Schemas by name, and what refers to them. */
export class SchemaParts {
  readonly #schemas = new Map<string, JsonSchema>()

  /** @returns the schema; what it refers to by name within itself is moved to the parts. */
  of(name: string, schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const { $schema: _, $defs, ...made } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
    const named = (def: string): string => `${name}_${def.replace(/^_+/, '')}`
    const moved = (of: unknown): unknown => withRefs(of, ref => `#/components/schemas/${named(ref)}`)
    for (const [def, part] of Object.entries($defs ?? {})) this.#schemas.set(named(def), record(moved(part)))
    return record(moved(made))
  }

  /** Kept under its name. @returns a reference to it. */
  add(name: string, schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    this.#schemas.set(name, this.of(name, schema, io))
    return { $ref: `#/components/schemas/${name}` }
  }

  all(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries(this.#schemas)
  }
}

function withRefs(of: unknown, renamed: (ref: string) => string): unknown {
  if (Array.isArray(of)) return of.map(each => withRefs(each, renamed))
  if (typeof of !== 'object' || of === null) return of
  return Object.fromEntries(
    Object.entries(of).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string'
        ? renamed(value.replace('#/$defs/', ''))
        : withRefs(value, renamed),
    ]),
  )
}

function record(of: unknown): JsonSchema {
  return typeof of === 'object' && of !== null ? { ...of } : {}
}
