import { z } from 'zod'
import { championSchema, modelSchema } from './model-schema.ts'
import { channelSchema, offerSchema } from './offer-schema.ts'
import {
  comparedSchema,
  cornerSchema,
  currencySchema,
  describedKeys,
  expressionSchema,
  labelSchema,
  nameSchema,
  textSchema,
  timezoneSchema,
  typeSchema,
  weekStartSchema,
} from './scalar-schemas.ts'
import { segmentationsSchema } from './segmentation-schema.ts'
import { valueSchema } from './value-schema.ts'

/** Ids that one person may come to have through an attribute that says nothing of it. */
const IDS_PER_PERSON = 10

/**
 * A definition file. One schema for three readers: the shape check, the file's meaning (what it parses to is
 * `Definitions`, shorthands written out), and the JSON Schema that editors use.
 */
const personalSchema = z.boolean().exactOptional().meta({
  description: 'Marked as personal: masked for roles that need not see it, kept out of logs and errors.',
})

const propertySchema = z.union([
  typeSchema.transform(type => ({ type })),
  z.strictObject({ type: typeSchema, label: labelSchema, personal: personalSchema }),
])

const identifyingKeys = z.strictObject({
  verified_by: nameSchema
    .exactOptional()
    .meta({ description: 'A boolean attribute: only the values of those for whom it is true count.' }),
  blocked: z
    .array(comparedSchema(1000))
    .max(10_000)
    .default([])
    .meta({ description: 'Values that many share and that say nothing; compared without case.' }),
  limit: z
    .int()
    .min(2)
    .max(1000)
    .default(IDS_PER_PERSON)
    .meta({ description: `How many ids one person may come to have. Default ${IDS_PER_PERSON}.` }),
})

const identifiesSchema = z.union([
  z.literal(true).transform(() => ({ blocked: [], limit: IDS_PER_PERSON })),
  identifyingKeys.transform(({ verified_by: verifiedBy, ...rest }) => ({
    ...rest,
    ...(verifiedBy !== undefined && { verifiedBy }),
  })),
])

const attributeSchema = z.union([
  typeSchema.transform(type => ({ type })),
  z.strictObject({
    ...describedKeys,
    type: typeSchema,
    label: labelSchema,
    personal: personalSchema,
    consent: textSchema(100)
      .exactOptional()
      .meta({ description: 'The channel this attribute is the consent for.' }),
    purpose: textSchema(100).exactOptional().meta({
      description:
        'What the consent is given for, where a channel has several: newsletter, surveys. Only beside consent.',
    }),
    identifies: identifiesSchema
      .exactOptional()
      .meta({ description: 'Customers who have the same value of it are one person.' }),
  }),
])

const eventSchema = z.union([
  z.null().transform(() => ({ properties: {} })),
  z.strictObject({
    ...describedKeys,
    label: labelSchema,
    properties: z
      .record(nameSchema, propertySchema)
      .default({})
      .meta({ description: 'What is known of each such event: a type for each property.' }),
    compared: z.literal(false).exactOptional().meta({
      description: 'false: customers are not compared by it unless that is asked for.',
    }),
  }),
])

const featureSchema = z.union([
  expressionSchema.transform(is => ({ is })),
  z.strictObject({
    ...describedKeys,
    is: expressionSchema.meta({ description: 'The expression that has this name.' }),
    label: labelSchema,
  }),
])

const segmentSchema = z.union([
  expressionSchema.transform(when => ({ when })),
  z.strictObject({
    ...describedKeys,
    when: expressionSchema.meta({ description: 'The condition: who fulfils it is in the segment.' }),
    purpose: textSchema(200)
      .exactOptional()
      .meta({ description: 'What the segment is used for: keep, win back …' }),
  }),
])

const itemsSchema = z.array(comparedSchema(1000)).min(1).max(100_000)

const listSchema = z.union([
  itemsSchema.transform(items => ({ items })),
  z.strictObject({ ...describedKeys, items: itemsSchema }),
])

const polygonSchema = z
  .array(cornerSchema)
  .max(10_000)
  .transform(corners => {
    const [first, last] = [corners[0], corners.at(-1)]
    const closed =
      corners.length > 1 && first?.latitude === last?.latitude && first?.longitude === last?.longitude
    return closed ? corners.slice(0, -1) : corners
  })
  .superRefine((corners, context) => {
    const different = new Set(corners.map(({ latitude, longitude }) => `${latitude} ${longitude}`)).size
    if (different < 3)
      context.addIssue({ code: 'custom', message: 'polygon_too_small', params: { corners: different } })
  })
  .meta({ description: 'Corners in order, [latitude, longitude] in degrees; the edge counts as inside.' })

const placeSchema = z.union([
  polygonSchema.transform(polygon => ({ polygon })),
  z.strictObject({ ...describedKeys, polygon: polygonSchema }),
])

/** Settings as files write them. They may stand in the workspace's configuration as well. */
export const settingKeys = {
  workspace: textSchema(100).exactOptional().meta({ description: 'The name of the workspace.' }),
  timezone: timezoneSchema.exactOptional(),
  currency: currencySchema.exactOptional(),
  week_starts: weekStartSchema.exactOptional(),
  value: expressionSchema.exactOptional().meta({
    description:
      "What a customer is worth, for shares of spend: a number or money. Default: the sum of the money of 'purchase'.",
  }),
}

const section = <S extends z.ZodType>(of: S, description: string) =>
  z
    .union([z.record(nameSchema, of), z.null().transform(() => ({}))])
    .exactOptional()
    .meta({ description })

export const definitionFileSchema = z
  .strictObject({
    $schema: z.string().exactOptional().meta({ description: 'For editors of JSON; not read.' }),
    ...settingKeys,
    attributes: section(attributeSchema, 'What is known of a customer: a type for each.'),
    events: section(eventSchema, 'What customers do, or what happens to them.'),
    features: section(featureSchema, 'Expressions with a name.'),
    segments: section(segmentSchema, 'Conditions with a name: a customer is in or out.'),
    segmentations: z
      .union([segmentationsSchema, z.null().transform(() => ({}))])
      .exactOptional()
      .meta({ description: 'Classes of which every customer has exactly one.' }),
    values: section(valueSchema, 'Ways to value customers: each becomes a feature and a segmentation.'),
    lists: section(listSchema, 'Lists of text, for `in list(name)`.'),
    places: section(placeSchema, 'Polygons, for `inside place(name)`.'),
    models: section(modelSchema, 'What is to be foretold, of whom, from what; for `score(name)`.'),
    champions: section(championSchema, 'Which trained version of each model counts; written by promoting.'),
    channels: section(channelSchema, 'Ways to reach customers.'),
    offers: section(offerSchema, 'What is offered, to whom, through what.'),
  })
  .meta({
    title: 'Kindred definitions',
    description: 'What a workspace defines. See docs/reference/definitions.md.',
  })

export type DefinitionFileContent = z.output<typeof definitionFileSchema>
