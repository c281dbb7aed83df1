import { english } from '../../english/english.ts'
import { plural, wordsFor } from '../../english/nouns.ts'
import { formatInstant } from '../../vocabulary/calendar.ts'
import type { Value, ValueType } from '../../vocabulary/value.ts'
import type { AttributeName, Vocabulary } from '../../vocabulary/vocabulary.ts'
import { sentence } from '../in-words.ts'
import type { ChangedProperty, ProposedChange } from './apply-changes.ts'
import type { Search } from './search.ts'

type Change<K extends ProposedChange['kind']> = Extract<ProposedChange, { kind: K }>

/** A change as a person would be told of it. */
export function changesInWords(changes: readonly ProposedChange[], search: Search): string {
  if (changes.length === 0)
    return 'None was found: neither events that happen now, nor other attributes, nor waiting, nor these together.'
  return sentence(changes.map((change, index) => inWords(change, index, changes, search)).join(''))
}

function inWords(
  change: ProposedChange,
  index: number,
  all: readonly ProposedChange[],
  search: Search,
): string {
  const joint = index === 0 ? '' : all[index - 1]?.kind === 'wait' ? ', then ' : ', and '
  switch (change.kind) {
    case 'wait':
      return joint + waitInWords(change, search.vocabulary)
    case 'event':
      return joint + eventInWords(change, search)
    case 'attribute':
      return joint + attributeInWords(change, search.vocabulary)
  }
}

/** `no visit until 12 December 2026 13:00` */
function waitInWords({ until, without }: Change<'wait'>, vocabulary: Vocabulary): string {
  const nouns = without.map(event => wordsFor(event, vocabulary.events.get(event)?.label))
  const when = instantInWords(until, vocabulary)
  return nouns.length === 0 ? `waiting until ${when}` : `no ${nouns.join(' and no ')} until ${when}`
}

/** `one more purchase of at least 112.40 EUR before 3 December 2026` */
function eventInWords({ event, count, properties, before }: Change<'event'>, search: Search): string {
  const { vocabulary, subject, asOf } = search
  const declared = vocabulary.events.get(event)
  const noun = wordsFor(event, declared?.label)
  const had = subject.events.some(each => each.event === event && each.at <= asOf)
  const number = count === 1 ? 'one' : String(count)
  const events = `${number}${had ? ' more' : ''} ${count === 1 ? noun : plural(noun)}`
  const each = count > 1 && properties.length > 0 ? ' each' : ''
  const deadline = before === undefined ? '' : ` before ${instantInWords(before, vocabulary)}`
  return `${events}${each}${propertiesInWords(properties, declared?.properties, vocabulary)}${deadline}`
}

function propertiesInWords(
  properties: readonly ChangedProperty[],
  declared: ReadonlyMap<string, AttributeName> | undefined,
  vocabulary: Vocabulary,
): string {
  const [amount, ...others] = properties.filter(({ type }) => type === 'money')
  const plain = amount !== undefined && others.length === 0
  const of = plain ? ` of ${boundInWords(amount, vocabulary)}` : ''
  const rest = properties.filter(property => !plain || property !== amount)
  const named = rest.map(property => {
    const label = wordsFor(property.name, declared?.get(property.name)?.label)
    const words = boundInWords(property, vocabulary)
    return property.bound === 'exactly' ? `${label} ${words}` : `${label} of ${words}`
  })
  return named.length === 0 ? of : `${of} with ${named.join(' and ')}`
}

const BOUNDS = { exactly: '', at_least: 'at least ', at_most: 'at most ' } as const
/** Of days and instants. */
const TIMES = { exactly: '', at_least: 'on or after ', at_most: 'on or before ' } as const

function boundInWords(
  { type, value, bound }: Pick<ChangedProperty, 'type' | 'bound'> & { value: Value },
  vocabulary: Vocabulary,
): string {
  const isTime = type === 'date' || type === 'instant'
  return (isTime ? TIMES : BOUNDS)[bound] + valueWords(type, value, vocabulary)
}

/** `if the country were Czechia` */
function attributeInWords({ name, type, value, bound }: Change<'attribute'>, vocabulary: Vocabulary): string {
  const label = wordsFor(name, vocabulary.attributes.get(name)?.label)
  if (value === undefined) return `if the ${label} were unknown`
  if (type === 'text' && typeof value === 'string') return `if ${equalInWords(name, value, vocabulary)}`
  return `if the ${label} were ${boundInWords({ type, value, bound }, vocabulary)}`
}

const NOWHERE = { line: 1, column: 1, length: 0 }

/** As the English reading says it, countries by their names. */
function equalInWords(name: string, value: string, vocabulary: Vocabulary): string {
  const attribute = { kind: 'attribute', name, type: 'text', unknown: true, span: NOWHERE } as const
  const literal = { kind: 'literal', value, type: 'text', unknown: false, span: NOWHERE } as const
  const compare = {
    kind: 'compare',
    operator: '=',
    left: attribute,
    right: literal,
    type: 'boolean',
    unknown: false,
    span: NOWHERE,
  } as const
  return english(compare, vocabulary).replace(/ (?:is|are) /, ' were ')
}

function valueWords(type: ValueType, value: Value, vocabulary: Vocabulary): string {
  if (Array.isArray(value) && value.length === 0) return 'none'
  return english({ kind: 'literal', type, value, unknown: false, span: NOWHERE }, vocabulary)
}

/** A midnight is said as its day. */
function instantInWords(at: number, vocabulary: Vocabulary): string {
  const words = valueWords('instant', at, vocabulary)
  return formatInstant(at, vocabulary.timezone).endsWith(' 00:00') ? words.replace(/ 00:00$/, '') : words
}
