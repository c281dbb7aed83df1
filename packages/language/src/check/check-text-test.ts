import type { Checked } from '../ast/checked.ts'
import { describe } from '../ast/describe.ts'
import type { TextSyntax, TextTestSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { checkExpression } from './check-expression.ts'
import { patternFault } from './pattern-fault.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

export function checkTextTest(node: TextTestSyntax, scope: Scope): Checked | undefined {
  const { operator, pattern } = node
  const value = checkExpression(node.value, scope)
  if (pattern.kind !== 'text') {
    const found = { place: `\`${operator}\``, wanted: 'a text in quotes', given: describe(pattern) }
    scope.problems.push(problem('literal_type', pattern.span, found))
    return undefined
  }
  if (value === undefined) return undefined
  if (value.type !== 'text') return refuseValue(value, node, pattern.value, scope)
  if (operator === 'matches' && !isPattern(pattern, scope)) return undefined
  return {
    kind: 'text_test',
    operator,
    value,
    pattern: pattern.value,
    type: 'boolean',
    unknown: false,
    span: node.span,
  }
}

function refuseValue(value: Checked, { operator }: TextTestSyntax, text: string, scope: Scope): undefined {
  const hint = value.type === 'tags' ? `Write \`any of ("${text}")\`.` : undefined
  const found = { operator, type: typePhrase(value.type), wanted: typePhrase('text'), hint }
  scope.problems.push(problem('operand_type', value.span, found))
}

/** Whether RE2 takes a pattern, flags of its own aside: these are the readings' to set. */
function isPattern(node: TextSyntax, scope: Scope): boolean {
  const reason = patternFault(node.value)
  if (reason === undefined) return true
  scope.problems.push(problem('bad_pattern', node.span, { given: describe(node), reason }))
  return false
}
