import type { Aggregate, Checked } from '../ast/checked.ts'
import { done, labelled, type Noun, one, plural, withArticle, wordsFor } from './nouns.ts'
import type { Sentence } from './sentence.ts'
import { windowInWords } from './windows-in-words.ts'

/** `visit`: what an event is called. */
export function eventNoun(event: string, { vocabulary }: Sentence): string {
  return wordsFor(event, vocabulary.events.get(event)?.label)
}

export function propertyWords(node: Aggregate, { vocabulary }: Sentence): string {
  const name = node.property?.name ?? ''
  return wordsFor(name, vocabulary.events.get(node.event)?.properties.get(name)?.label)
}

/** ` in the last 30 days (where the amount is more than 500 EUR)` */
export function circumstances(node: Aggregate, sentence: Sentence): string {
  return windowInWords(node.window, sentence.isAhead) + condition(node.where, sentence)
}

export function condition(where: Checked | undefined, sentence: Sentence): string {
  if (where === undefined) return ''
  const plain = sentence.plainly()
  const words =
    where.kind === 'and' || where.kind === 'or'
      ? where.operands.map(operand => plain.clause(operand, false)).join(` ${where.kind} `)
      : plain.clause(where, false)
  return ` (where ${words})`
}

/** `purchases in the last 90 days` */
export function theEvents(node: Aggregate, sentence: Sentence): Noun {
  const text = plural(eventNoun(node.event, sentence)) + circumstances(node, sentence)
  return { text, plural: true }
}

/** `has visited in the last 30 days`, `has had no complaint this month` */
export function occurrence(node: Aggregate, happened: boolean, sentence: Sentence): string {
  const noun = eventNoun(node.event, sentence)
  const label = sentence.vocabulary.events.get(node.event)?.label
  const participle = label === undefined && node.where === undefined ? done(noun) : undefined
  const rest = circumstances(node, sentence)
  if (sentence.isAhead) return outcome(participle, noun, happened) + rest
  const ever = node.window.kind === 'ever'
  if (participle !== undefined) {
    return `has ${happened ? '' : ever ? 'never ' : 'not '}${participle}${rest}`
  }
  if (happened) return `has had ${withArticle(noun)}${rest}`
  return ever ? `has never had ${withArticle(noun)}${rest}` : `has had no ${noun}${rest}`
}

/** `will not have visited`, `will have no complaint` */
function outcome(participle: string | undefined, noun: string, happens: boolean): string {
  if (participle !== undefined) return `will ${happens ? '' : 'not '}have ${participle}`
  return `will have ${happens ? withArticle(noun) : `no ${noun}`}`
}

/** A value worked out from events: `the average amount of purchases in the last 90 days`. */
export function aggregateNoun(node: Aggregate, sentence: Sentence): Noun {
  const events = () => theEvents(node, sentence).text
  const property = propertyWords(node, sentence)
  const event = eventNoun(node.event, sentence)
  switch (node.function) {
    case 'count':
      return one(`the number of ${events()}`)
    case 'did':
    case 'never':
      return one(`whether the customer ${occurrence(node, node.function === 'did', sentence)}`)
    case 'sum':
      return one(`the total ${property} of ${events()}`)
    case 'avg':
      return one(`the average ${property} of ${events()}`)
    case 'min':
    case 'max':
      return one(`the ${extreme(node)} ${property} of ${events()}`)
    case 'distinct':
      return one(
        `the number of different ${labelled(property).plural ? property : plural(property)} of ${events()}`,
      )
    case 'first':
    case 'last':
      return endNoun(node, `the ${node.function} ${event}${circumstances(node, sentence)}`, property)
    case 'most_frequent':
      return one(`the most frequent ${property} of ${events()}`)
    case 'average_gap':
      return one(`the average gap between ${events()}`)
    case 'days':
      return one(`the number of days with ${withArticle(event)}${circumstances(node, sentence)}`)
    case 'first_day_sum':
      return one(`the total ${property} of ${events()} on the first day with one`)
    case 'streak':
      return one(
        `the number of days in a row up to today with ${withArticle(event)}${circumstances(node, sentence)}`,
      )
  }
}

function extreme(node: Aggregate): string {
  const isTime = node.type === 'date' || node.type === 'instant'
  if (node.function === 'min') return isTime ? 'earliest' : 'smallest'
  return isTime ? 'latest' : 'largest'
}

function endNoun(node: Aggregate, event: string, property: string): Noun {
  return node.property === undefined
    ? one(event)
    : { ...labelled(property), text: `the ${property} of ${event}` }
}
