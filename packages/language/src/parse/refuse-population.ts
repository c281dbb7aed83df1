import type { Expression } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import type { TokenStream } from './token-stream.ts'

const RANKINGS = ['decile', 'rank', 'percentile', 'quartile', 'quintile']

/** `top 20% by …`, `decile(spend)`, `rank(spend)`: read to the end of what they compare, and refused by name. */
export function refusePopulation(stream: TokenStream): Expression | undefined {
  const isTop = stream.isWord('top', 'bottom') && stream.ahead(1).kind === 'number'
  const isRanking = stream.isWord(...RANKINGS) && stream.isSymbolAhead(1, '(')
  if (!isTop && !isRanking) return undefined
  const first = stream.next()
  const given = isTop
    ? `${first.text} ${stream.token.text}${stream.isSymbolAhead(1, '%') ? '%' : ''}`
    : first.text
  stream.recover()
  const span = stream.spanFrom(first)
  stream.problems.push(problem('population_not_available', span, { given }))
  return { kind: 'name', name: '', span }
}
