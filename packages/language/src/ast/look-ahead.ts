import type { CallSyntax, Expression, InWindowSyntax } from './expression.ts'

/**
 * `never(purchase) in next 90d`: something that is worked out from events, in time that is to come. A comparison can
 * follow it. (`anniversary(birth_date) in next 7d` looks for a day.)
 */
export interface LookAhead extends InWindowSyntax {
  readonly value: CallSyntax
}

export function isLookAhead(node: Expression): node is LookAhead {
  return (
    node.kind === 'in_window' &&
    node.window.kind === 'next' &&
    node.value.kind === 'call' &&
    node.value.function !== 'anniversary'
  )
}
