import type { Checked, Choice, Logic } from '../ast/checked.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'
import { betweenClause, compareClause, oneOfClause } from './comparisons-in-words.ts'
import { occurrence } from './events-in-words.ts'
import { wordsFor } from './nouns.ts'
import { nounFor } from './nouns-in-words.ts'
import { rankedClause } from './ranked-in-words.ts'
import { be, type Sentence } from './sentence.ts'
import { sequenceClause } from './sequence-in-words.ts'
import { testClause } from './tests-in-words.ts'

/**
 * How an expression reads in English, in the workspace's words and units. Conditions are said of the customer
 * (“has visited in the last 30 days”), values are named (“the number of visits in the last 7 days”). What joins
 * conditions is set off as **and**, **or**; one joint inside another stands in brackets.
 *
 * @example
 * english(checked, vocabulary)
 * // 'purchases in the last 90 days sum to more than 1,000 EUR, **and** the country is Czechia or Slovakia'
 */
export function english(checked: Checked, vocabulary: Vocabulary): string {
  return read(
    checked,
    sentenceIn(vocabulary, word => `**${word}**`, false),
  )
}

/**
 * How what is to be foretold reads.
 *
 * @example
 * englishTarget(target, vocabulary)   // 'will not have purchased in the next 90 days'
 */
export function englishTarget({ is }: { readonly is: Checked }, vocabulary: Vocabulary): string {
  return read(
    is,
    sentenceIn(vocabulary, word => `**${word}**`, true),
  )
}

function read(checked: Checked, sentence: Sentence): string {
  if (checked.kind === 'literal' || checked.type !== 'boolean') return sentence.noun(checked).text
  return checked.kind === 'and' || checked.kind === 'or'
    ? joined(checked, sentence)
    : sentence.clause(checked, false)
}

function sentenceIn(vocabulary: Vocabulary, joint: Sentence['joint'], isAhead: boolean): Sentence {
  const sentence: Sentence = {
    vocabulary,
    joint,
    isAhead,
    // A condition on an event speaks of the event's own time.
    plainly: () => sentenceIn(vocabulary, word => word, false),
    clause: (node, negated) => clause(node, negated, sentence),
    noun: node => nounFor(node, sentence),
  }
  return sentence
}

function clause(node: Checked, negated: boolean, sentence: Sentence): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `${negated ? `${sentence.joint('not')} ` : ''}(${joined(node, sentence)})`
    case 'not':
      return sentence.clause(node.operand, !negated)
    case 'compare':
      return compareClause(node, negated, sentence)
    case 'between':
      return betweenClause(node, negated, sentence)
    case 'one_of':
      return oneOfClause(node, negated, sentence)
    case 'text_test':
    case 'tag_test':
    case 'known_test':
    case 'near':
    case 'inside':
    case 'in_window':
      return testClause(node, negated, sentence)
    case 'segment': {
      const label = sentence.vocabulary.segments.get(node.name)?.label
      return `is ${negated ? 'not ' : ''}in the segment ${label ?? node.name.replaceAll('_', ' ')}`
    }
    case 'ranked':
      return rankedClause(node, negated, sentence)
    case 'choice':
      return choiceClause(node, negated, sentence)
    default:
      return trueClause(node, negated, sentence)
  }
}

function joined(node: Logic, sentence: Sentence): string {
  return node.operands.map(operand => sentence.clause(operand, false)).join(`, ${sentence.joint(node.kind)} `)
}

function choiceClause(node: Choice, negated: boolean, sentence: Sentence): string {
  const [yes, no] = [node.whenTrue, node.otherwise].map(branch => sentence.clause(branch, false))
  const text = `(if ${sentence.clause(node.condition, false)}, then ${yes}, otherwise ${no})`
  return negated ? `${sentence.joint('not')} ${text}` : text
}

/** A value that is true or false by itself. */
function trueClause(node: Checked, negated: boolean, sentence: Sentence): string {
  if (node.kind === 'sequence') return sequenceClause(node, negated, sentence)
  if (node.kind === 'aggregate' && (node.function === 'did' || node.function === 'never')) {
    return occurrence(node, (node.function === 'did') !== negated, sentence)
  }
  if (node.kind === 'literal') return node.value === negated ? 'never' : 'always'
  const subject = sentence.noun(node)
  if (node.kind === 'feature')
    return `${quotedFeature(node.name, sentence)} ${negated ? 'does not hold' : 'holds'}`
  return `${subject.text} ${be(subject, negated)} true`
}

function quotedFeature(name: string, { vocabulary }: Sentence): string {
  return `“${wordsFor(name, vocabulary.features.get(name)?.label)}”`
}
