import { isTimezone } from '@kindred/language'
import { z } from 'zod'

/**
 * The smallest parts of a definition file. Where a message is a code of the engine's table, the sentence comes from
 * there; what the file says (`20%`, `4-5`) becomes what the engine computes with (0.2, [4, 5]).
 */
const NAME = /^[a-z][a-z0-9_]{0,99}$/

export const nameSchema = z
  .string()
  .regex(NAME, { error: 'bad_name' })
  .meta({ description: "A name: lower-case letters, digits and '_', a letter first." })

export const textSchema = (limit: number) => z.string().min(1).max(limit)

export const expressionSchema = z
  .string()
  .min(1)
  .max(50_000)
  .transform(text => text.trimEnd())
  .meta({ description: 'An expression of the segment language.' })

/** Text that expressions are compared with, in the form that text has there (NFC). */
export const comparedSchema = (limit: number) => textSchema(limit).transform(text => text.normalize('NFC'))

export const classSchema = comparedSchema(100).meta({ description: 'The name of a class.' })

export const typeSchema = z
  .enum(['boolean', 'number', 'money', 'text', 'date', 'instant', 'place', 'tags'])
  .meta({ description: 'What the values are.' })

export const timezoneSchema = z
  .string()
  .refine(isTimezone, { error: 'bad_timezone' })
  .meta({ description: 'IANA time zone of calendar windows, dates and ages. Default UTC.' })

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

export const currencySchema = z
  .string()
  .refine(code => currencies.has(code), { error: 'bad_currency' })
  .meta({ description: 'ISO 4217 code of the one currency of all money. Default EUR.' })

const weekdays = { monday: 1, saturday: 6, sunday: 7 } as const

export const weekStartSchema = z
  .enum(['monday', 'saturday', 'sunday'])
  .transform(day => weekdays[day])
  .meta({ description: 'The first day of the week. Default monday.' })

const PERCENT = /^\d{1,3}(?:\.\d{1,6})?\s*%$/

/** `20%` or 0.2. The decimal point is moved in the text, so that 1.1% is the nearest number to 0.011. */
export const shareSchema = z
  .union([
    z
      .string()
      .regex(PERCENT, { error: 'bad_share' })
      .transform(text => Number(`${text.replace(/\s*%$/, '')}e-2`)),
    z.number(),
  ])
  .refine(share => share > 0 && share <= 1, { error: 'bad_share' })
  .meta({ description: 'The best customers down to here, as a share of all who are ranked: 20% or 0.2.' })

const RANGE = /^\d{1,3}(?:\s*(?:-|–|to)\s*\d{1,3})?$/

/** `4-5`, `5` or [4, 5]. */
export const rangeSchema = z
  .union([
    z.string().regex(RANGE, { error: 'bad_range' }).transform(readRange),
    z.int({ error: 'bad_range' }).transform((score): readonly [number, number] => [score, score]),
    z.tuple([z.int(), z.int()]).transform(([low, high]): readonly [number, number] => [low, high]),
  ])
  .meta({ description: 'Scores, 1 the worst: 4-5, 5 or [4, 5].' })

function readRange(text: string): readonly [number, number] {
  const scores = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
  const low = scores[0] ?? 0
  return [low, scores[1] ?? low]
}

const latitude = z.number().min(-90, { error: 'bad_place' }).max(90, { error: 'bad_place' })
const longitude = z.number().min(-180, { error: 'bad_place' }).max(180, { error: 'bad_place' })

/** [latitude, longitude] or both by name. */
export const cornerSchema = z.union([
  z.tuple([latitude, longitude]).transform(corner => ({ latitude: corner[0], longitude: corner[1] })),
  z.strictObject({ latitude, longitude }),
])

export const describedKeys = {
  name: textSchema(200).exactOptional().meta({ description: 'What people call it.' }),
  description: textSchema(10_000)
    .exactOptional()
    .meta({ description: 'What it is for, in a few sentences.' }),
  owner: textSchema(200).exactOptional().meta({ description: 'Who answers for it.' }),
  labels: z.array(textSchema(100)).exactOptional().meta({ description: 'Words to find and group it by.' }),
}

export const labelSchema = textSchema(200)
  .exactOptional()
  .meta({ description: 'What the English reading calls it; its name with spaces when absent.' })
