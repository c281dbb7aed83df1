/** A condition in a form every engine's own can be made from. Values are finished features by name. */
export type Rule =
  | {
      readonly kind: 'compare'
      readonly feature: string
      readonly operator: NumberOperator
      readonly value: number
    }
  | { readonly kind: 'between'; readonly feature: string; readonly low: number; readonly high: number }
  | { readonly kind: 'equal'; readonly feature: string; readonly value: string }
  | { readonly kind: 'one_of'; readonly feature: string; readonly values: readonly string[] }
  | { readonly kind: 'flag'; readonly feature: string }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly Rule[] }
  | { readonly kind: 'not'; readonly rule: Rule }

export type NumberOperator = '<' | '<=' | '>' | '>='

export interface NamedRule {
  readonly name: string
  readonly rule: Rule
}

export type Profile = Readonly<Record<string, number | string | boolean>>

/** How many comparisons a rule has. */
export function countComparisons(rule: Rule): number {
  if (rule.kind === 'not') return countComparisons(rule.rule)
  if (rule.kind !== 'and' && rule.kind !== 'or') return 1
  return rule.rules.reduce((count, each) => count + countComparisons(each), 0)
}
