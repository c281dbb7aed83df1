import fc from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

/** Values that fit a JSON schema, or nearly do: each part is at times something else altogether, or left out. */
export function arbitraryOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const fitting = fittingOf(schema, depth)
  return fc.oneof({ weight: 6, arbitrary: fitting }, { weight: 1, arbitrary: odd })
}

/** What people and programs send by mistake, and on purpose. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    ...[null, '', ' ', '\u0000', '\ud800', "'; DROP TABLE customers; --", '../../etc/passwd', '{{7*7}}'],
    ...[
      '__proto__',
      'constructor',
      '2026-13-45',
      '9'.repeat(400),
      -1,
      0,
      1e308,
      Number.MAX_SAFE_INTEGER,
      [],
      {},
    ],
  ),
)

function fittingOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth > 5) return odd
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return fc.oneof(...choices.map(each => arbitraryOf(each, depth + 1)))
  if (schema.type === 'object') return objectOf(schema, depth)
  if (schema.type === 'array') return arrayOf(schema, depth)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') return fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer())
  if (schema.type === 'number') return fc.oneof(fc.double(), fc.integer({ min: 0, max: 50 }))
  return schema.type === 'string' ? text : odd
}

/** Texts that mean something to the one or the other route, beside any. */
const text = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom(
    ...['anna', 'buyers', 'lifecycle', 'spend', 'purchase', 'spend > 5', 'did(purchase, 30d)', 'segments: {'],
    ...['2026-05-01', '2026-06-01T12:00:00Z', 'anna@shop.example', 'segments: { a: "spend > " }', 'x.yaml'],
  ),
)

function objectOf(
  { properties, additionalProperties, required }: Schema,
  depth: number,
): fc.Arbitrary<unknown> {
  const parts = Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>)
  if (parts.length === 0 && typeof additionalProperties === 'object') {
    return fc.dictionary(text, arbitraryOf((additionalProperties ?? {}) as Schema, depth + 1), { maxKeys: 3 })
  }
  const needed = Array.isArray(required) ? required.map(String) : []
  const model = Object.fromEntries(parts.map(([name, part]) => [name, arbitraryOf(part, depth + 1)]))
  return fc.oneof(
    { weight: 5, arbitrary: fc.record(model, { requiredKeys: needed }) },
    { weight: 1, arbitrary: fc.record(model, { requiredKeys: [] }) },
  )
}

function arrayOf({ items }: Schema, depth: number): fc.Arbitrary<unknown> {
  return fc.array(arbitraryOf((items ?? {}) as Schema, depth + 1), { maxLength: 3 })
}
