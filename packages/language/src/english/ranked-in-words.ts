import type { Ranked } from '../ast/checked.ts'
import { AMOUNTS, isAwkwardNegated } from './comparisons-in-words.ts'
import { listed } from './nouns.ts'
import type { Sentence } from './sentence.ts'
import { numberInWords } from './values-in-words.ts'

/** `is among the top 20% of customers by the spend`, `the rank by the spend is at most 1,000` */
export function rankedClause(node: Ranked, negated: boolean, sentence: Sentence): string {
  const { of, operator, values, percent } = node.said
  const by = sentence.noun(node.cut.by).text
  const numbers = values.map(numberInWords)
  const is = negated ? 'is not' : 'is'
  if (of === 'top') return `${is} among the top ${numbers[0]}${percent ? '% of' : ''} customers by ${by}`
  if (operator === 'in') return `the ${of} by ${by} ${is} ${listed(numbers, 'or')}`
  if (operator === 'between') return `the ${of} by ${by} ${is} between ${numbers[0]} and ${numbers[1]}`
  if (negated && isAwkwardNegated(operator)) {
    return `it is not so that ${rankedClause(node, false, sentence)}`
  }
  return `the ${of} by ${by} ${is} ${AMOUNTS[operator]}${numbers[0]}`
}
