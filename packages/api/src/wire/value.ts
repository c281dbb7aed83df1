import { z } from 'zod'

/**
 * A value as it travels: its type beside it, so that nobody has to guess. `null` is unknown.
 *
 * | type | value |
 * |---|---|
 * | boolean, number, text | as in JSON |
 * | money | decimal text, exact: `"1234.5"` |
 * | date | `"2026-11-21"` |
 * | instant | UTC, ISO 8601: `"2026-11-21T10:30:00.000Z"` |
 * | duration | milliseconds |
 * | place | `{latitude, longitude}` in degrees |
 * | tags | array of text |
 */
export const typedValue = z.object({
  type: z.enum(['boolean', 'number', 'money', 'text', 'date', 'instant', 'duration', 'place', 'tags']),
  value: z.union([
    z.null(),
    z.boolean(),
    z.number(),
    z.string(),
    z.array(z.string()),
    z.object({ latitude: z.number(), longitude: z.number() }),
  ]),
})
export type TypedValue = z.infer<typeof typedValue>

/** A typed value with its name, as attributes, features and measures are listed. */
export const namedValue = typedValue.extend({
  name: z.string(),
  label: z.string().optional(),
  /** It is personal, and whoever asks does not see that: `value` is `null` whatever it is. */
  masked: z.literal(true).optional(),
})
export type NamedValue = z.infer<typeof namedValue>
