import type { Sequence, SequenceStep } from '../ast/checked.ts'
import { condition, eventNoun } from './events-in-words.ts'
import { withArticle } from './nouns.ts'
import type { Sentence } from './sentence.ts'
import { durationAsWritten, windowInWords } from './windows-in-words.ts'

/** `has had, in the last 7 days, a visit, then a purchase within 1 hour, then no call within the next 24 hours` */
export function sequenceClause(node: Sequence, negated: boolean, sentence: Sentence): string {
  const happened = (node.function === 'did') !== negated
  const steps = node.steps.map(step => stepInWords(step, sentence)).join(', then ')
  const window = windowInWords(node.window, sentence.isAhead)
  if (sentence.isAhead) return `will ${happened ? '' : 'not '}have had,${window}, ${steps}`
  if (window === '') return `has ${happened ? '' : 'never '}had ${steps}`
  return `has ${happened ? '' : 'not '}had,${window}, ${steps}`
}

function stepInWords(step: SequenceStep, sentence: Sentence): string {
  const noun = eventNoun(step.event, sentence)
  const where = condition(step.where, sentence)
  if (step.absent) return `no ${noun}${where} within the next ${durationAsWritten(step.within)}`
  const time = step.within === undefined ? '' : ` within ${durationAsWritten(step.within)}`
  return `${withArticle(noun)}${where}${time}`
}
