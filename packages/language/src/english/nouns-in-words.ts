import type { Arithmetic, Call, Checked, ScoreRead } from '../ast/checked.ts'
import { aggregateNoun } from './events-in-words.ts'
import { labelled, listed, type Noun, one, wordsFor } from './nouns.ts'
import type { Sentence } from './sentence.ts'
import { valueInWords } from './values-in-words.ts'

/** A value as the subject or object of a clause. */
export function nounFor(node: Checked, sentence: Sentence): Noun {
  const { vocabulary } = sentence
  switch (node.kind) {
    case 'literal':
      return one(valueInWords(node.value, node.type, vocabulary))
    case 'attribute':
      return the(wordsFor(node.name, vocabulary.attributes.get(node.name)?.label))
    case 'property': {
      const declared = vocabulary.events.get(node.event)?.properties.get(node.name)
      return the(wordsFor(node.name, declared?.label))
    }
    case 'feature':
      return the(wordsFor(node.name, vocabulary.features.get(node.name)?.label))
    case 'class':
      return the(wordsFor(node.segmentation, vocabulary.segmentations.get(node.segmentation)?.label))
    case 'score':
      return scoreNoun(node, vocabulary.scores.get(node.model)?.label)
    case 'aggregate':
      return aggregateNoun(node, sentence)
    case 'arithmetic':
      return arithmeticNoun(node, sentence)
    case 'call':
      return callNoun(node, sentence)
    case 'choice': {
      const [yes, no] = [sentence.noun(node.whenTrue).text, sentence.noun(node.otherwise).text]
      return one(`(${yes} if ${sentence.clause(node.condition, false)}, otherwise ${no})`)
    }
    case 'convert':
      return sentence.noun(node.value)
    default:
      return one(`whether ${sentence.clause(node, false)}`)
  }
}

/** A label is a sentence as often as a noun: “Leaves within 90 days”. */
function scoreNoun({ model, output }: ScoreRead, label: string | undefined): Noun {
  const of = output === undefined ? '' : ` for “${output.replaceAll('_', ' ')}”`
  return one(label ? `the score of “${label}”${of}` : `the ${model.replaceAll('_', ' ')} score${of}`)
}

function the(words: string): Noun {
  return { ...labelled(words), text: `the ${words}` }
}

const OPERATORS = { '+': 'plus', '-': 'minus', '*': 'times', '/': 'divided by' } as const

function arithmeticNoun(node: Arithmetic, sentence: Sentence): Noun {
  const isNegation = node.operator === '-' && node.left.kind === 'literal' && node.left.value === 0
  const right = operandOf(node.right, sentence)
  if (isNegation) return one(`minus ${right}`)
  return one(`${operandOf(node.left, sentence)} ${OPERATORS[node.operator]} ${right}`)
}

function operandOf(node: Checked, sentence: Sentence): string {
  const { text } = sentence.noun(node)
  const inner = node.kind === 'convert' ? node.value : node
  return inner.kind === 'arithmetic' || isListing(inner) ? `(${text})` : text
}

/** “the first known of a and b plus 1” could be read in two ways. */
function isListing(node: Checked): boolean {
  return node.kind === 'call' && ['min', 'max', 'coalesce'].includes(node.function)
}

function callNoun(node: Call, sentence: Sentence): Noun {
  const given = node.arguments.map(argument => operandOf(argument, sentence))
  const [first = '', second] = given
  switch (node.function) {
    case 'abs':
      return one(`the size of ${first}`)
    case 'round':
      return one(second === undefined ? `${first} rounded` : `${first} rounded to ${places(second)}`)
    case 'min':
    case 'max':
      return one(`the ${extreme(node)} of ${listed(given, 'and')}`)
    case 'coalesce':
      return one(`the first known of ${listed(given, 'and')}`)
    case 'lower':
      return one(`${first} in lower case`)
    case 'length':
      return one(`the length of ${first}`)
    case 'age':
      return one(isBirth(node.arguments[0]) ? 'the age' : `the whole years since ${first}`)
    case 'days_since':
      return one(`the number of days since ${first}`)
  }
}

function places(count: string): string {
  return count === '1' ? '1 decimal place' : `${count} decimal places`
}

function extreme(node: Call): string {
  const isTime = node.type === 'date' || node.type === 'instant'
  if (node.function === 'min') return isTime ? 'earliest' : 'smallest'
  return isTime ? 'latest' : 'largest'
}

/** Whether a date is the customer's day of birth, going by its name. */
export function isBirth(node: Checked | undefined): boolean {
  return node?.kind === 'attribute' && /birth|dob/.test(node.name)
}
