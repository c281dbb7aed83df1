import { z } from 'zod'
import type { Audience } from '../../records/definitions.ts'
import { stretchSchema } from './model-schema.ts'
import { describedKeys, nameSchema } from './scalar-schemas.ts'

/** A channel, as a file has it: defaults written out. */
export const channelSchema = z.strictObject({
  ...describedKeys,
  consent: nameSchema.exactOptional().meta({
    description:
      'The boolean attribute that says whether a customer may be reached. Default: the one whose consent names this channel; where there is none, nobody is asked.',
  }),
  contact: nameSchema
    .exactOptional()
    .meta({ description: 'The event that notes that a customer was contacted.' }),
  response: nameSchema.exactOptional().meta({ description: 'The event that notes that she responded.' }),
  within: stretchSchema
    .default('7d')
    .meta({ description: 'How long after a contact a response counts for it. Default 7d.' }),
  cost: z
    .number()
    .min(0)
    .max(1e9)
    .default(0)
    .meta({ description: "What one contact costs, in the workspace's currency. Default 0." }),
})

const AUDIENCE = /^([a-z][a-z0-9_]{0,99})(?:\.(.{1,100}))?$/su

/** `vip` or `lifecycle.lapsed`. */
const audienceSchema = z
  .string()
  .regex(AUDIENCE, { error: 'bad_audience' })
  .transform(readAudience)
  .meta({ description: 'A segment, vip; or a class of a segmentation, lifecycle.lapsed.' })

function readAudience(text: string): Audience {
  const [, name = '', inside] = AUDIENCE.exec(text) ?? []
  return inside === undefined ? { segment: name } : { segmentation: name, class: inside.normalize('NFC') }
}

/** An offer, as a file has it. */
export const offerSchema = z.strictObject({
  ...describedKeys,
  channels: z.array(nameSchema).max(100).default([]).meta({ description: 'The channels it goes through.' }),
  for: z
    .array(audienceSchema)
    .max(1000)
    .default([])
    .meta({ description: 'Segments and classes it is meant for. Default: everybody.' }),
  response: nameSchema.exactOptional().meta({ description: 'The event that notes that it was taken up.' }),
  within: stretchSchema.default('14d').meta({
    description: 'How long after a contact with this offer a response counts for it. Default 14d.',
  }),
})
