import {
  type ConditionProperties,
  Engine,
  type NestedCondition,
  type TopLevelCondition,
} from 'json-rules-engine'
import type { NamedRule, NumberOperator, Profile, Rule } from './rule.ts'

const operators: Record<NumberOperator, string> = {
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
}

/** All rules in one engine; the names of those that hold. */
export function jsonRulesEngine(
  rules: readonly NamedRule[],
): (profile: Profile) => Promise<readonly string[]> {
  const engine = new Engine()
  for (const { name, rule } of rules) engine.addRule({ conditions: topLevel(rule), event: { type: name } })
  return async profile => {
    const { events } = await engine.run({ ...profile })
    return events.map(({ type }) => type)
  }
}

function topLevel(rule: Rule): TopLevelCondition {
  if (rule.kind === 'and') return { all: rule.rules.map(nested) }
  if (rule.kind === 'or') return { any: rule.rules.map(nested) }
  return rule.kind === 'not' ? { not: nested(rule.rule) } : { all: [nested(rule)] }
}

function nested(rule: Rule): NestedCondition {
  switch (rule.kind) {
    case 'compare':
      return condition(rule.feature, operators[rule.operator], rule.value)
    case 'between':
      return {
        all: [
          condition(rule.feature, 'greaterThanInclusive', rule.low),
          condition(rule.feature, 'lessThanInclusive', rule.high),
        ],
      }
    case 'equal':
      return condition(rule.feature, 'equal', rule.value)
    case 'one_of':
      return condition(rule.feature, 'in', rule.values)
    case 'flag':
      return condition(rule.feature, 'equal', true)
    default:
      return topLevel(rule)
  }
}

function condition(fact: string, operator: string, value: unknown): ConditionProperties {
  return { fact, operator, value }
}
