import type { CompiledDefinitions } from '../../catalog/compile/compiled-definitions.ts'
import { isDiscovered } from '../../catalog/merge-definitions.ts'
import { fitName } from '../../catalog/snake-case.ts'
import type { AttributeDefinition, Definitions, EventDefinition } from '../../records/definitions.ts'
import { labelOf } from './asked-features.ts'
import { checkText } from './check-text.ts'
import { type FeatureToRead, featureKind } from './feature-to-read.ts'

/** How far back the default features look: a year has every season once. */
const PERIOD = '365d'

interface Candidate {
  readonly id: string
  readonly is: string
  readonly why: string
}

/**
 * What customers are compared by when nobody says: the workspace's own features first, then what can be derived from
 * its events and attributes. Contacts by a channel, events that are not to be compared, personal data, consents, what identifies a customer and names of things are left out.
 *
 * @example
 * defaultFeatures(compiled).map(({ feature }) => feature.is) // ['spend_90d', 'days_since(purchase)', …]
 */
export function defaultFeatures(compiled: CompiledDefinitions): FeatureToRead[] {
  const { definitions } = compiled
  // What we do to customers is no behaviour of theirs.
  const contacts = new Set(Object.values(definitions.channels).map(({ contact }) => contact))
  const events = Object.entries(definitions.events)
    .filter(([event, { compared }]) => !contacts.has(event) && compared !== false)
    .flatMap(([event, definition]) => ofEvent(event, definition))
  const candidates = [...ownFeatures(compiled), ...events, ...ofAttributes(definitions)]
  const known = new Set<string>()
  return candidates.flatMap(candidate => {
    const meaning = meaningOf(definitions, candidate.is)
    if (known.has(meaning)) return []
    known.add(meaning)
    return featureOf(compiled, candidate)
  })
}

function featureOf(compiled: CompiledDefinitions, { id, is, why }: Candidate): FeatureToRead[] {
  const read = checkText(compiled, 'features', is)
  const kind = featureKind(read.type)
  if (kind === undefined) return []
  return [{ feature: { id, is, label: labelOf(compiled, is, read), kind, source: 'default', why }, read }]
}

/** An own feature and a derived one that says the same are one. */
function meaningOf({ features }: Definitions, is: string): string {
  return (features[is]?.is ?? is).replace(/\s+/g, '')
}

function ownFeatures({ features }: CompiledDefinitions): Candidate[] {
  return (
    [...features.values()]
      // What an earlier discovery was published as says nothing new of a customer.
      .filter(({ is, definition }) => is !== undefined && !isDiscovered(definition.source))
      .map(({ id }) => ({ id, is: id, why: 'It is a feature of the workspace.' }))
  )
}

function ofEvent(event: string, { properties }: EventDefinition): Candidate[] {
  const named = Object.entries(properties)
  const money = named.filter(([, { type }]) => type === 'money')
  const words = named.filter(([name, { type }]) => type === 'text' && !isIdentifier(name))
  const isBought = money.length > 0
  return [
    ...(isBought ? [derived(`days_since(${event})`, `Recency: how long ago the last ${event} was.`)] : []),
    derived(`count(${event}, ${PERIOD})`, `Frequency: how often ${event} happens in a year.`),
    ...money.flatMap(([name]) => [
      derived(`sum(${event}.${name}, ${PERIOD})`, `Monetary: what ${event} brings in a year.`),
      derived(`avg(${event}.${name}, ${PERIOD})`, `How much one ${event} brings.`),
    ]),
    ...(isBought ? words : []).flatMap(([name]) => [
      derived(`distinct(${event}.${name}, ${PERIOD})`, `Variety: how many kinds of ${name} there are.`),
      derived(`most_frequent(${event}.${name}, ${PERIOD})`, `Which ${name} it mostly is.`),
    ]),
  ]
}

function ofAttributes({ attributes }: Definitions): Candidate[] {
  return Object.entries(attributes)
    .filter(([name, definition]) => isComparable(name, definition))
    .map(([name, { type }]) =>
      type === 'date'
        ? derived(`age(${name})`, `Years since ${name}.`)
        : { id: name, is: name, why: 'It is an attribute that says something of a customer.' },
    )
}

function derived(is: string, why: string): Candidate {
  return { id: fitName(is), is, why }
}

function isComparable(name: string, { type, personal, consent, identifies }: AttributeDefinition): boolean {
  if (personal === true || consent !== undefined || identifies !== undefined) return false
  return type === 'date' || (featureKind(type) !== undefined && !(type === 'text' && isIdentifier(name)))
}

/** Words by which things and people are told apart, not likened. */
function isIdentifier(name: string): boolean {
  return /(^|_)(id|ids|uuid|guid|no|nr|number|code|sku|ean|email|e_mail|mail|phone|mobile|name|surname|url|link|note|notes|comment|description|address|street|invoice|order|zip|postcode|postal_code)$/.test(
    name,
  )
}
