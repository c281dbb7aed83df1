import { LogicEngine } from 'json-logic-engine'
import type { NamedRule, Profile, Rule } from './rule.ts'

/** All rules built into one function each; the names of those that hold. */
export function jsonLogicEngine(rules: readonly NamedRule[]): (profile: Profile) => readonly string[] {
  const engine = new LogicEngine()
  const built = rules.map(({ name, rule }) => ({ name, test: engine.build(logic(rule)) }))
  return profile => {
    const members: string[] = []
    for (const { name, test } of built) if (test(profile) === true) members.push(name)
    return members
  }
}

function logic(rule: Rule): object {
  switch (rule.kind) {
    case 'compare':
      return { [rule.operator]: [read(rule.feature), rule.value] }
    case 'between':
      return { '<=': [rule.low, read(rule.feature), rule.high] }
    case 'equal':
      return { '===': [read(rule.feature), rule.value] }
    case 'one_of':
      return { in: [read(rule.feature), rule.values] }
    case 'flag':
      return { '===': [read(rule.feature), true] }
    case 'not':
      return { '!': logic(rule.rule) }
    default:
      return { [rule.kind]: rule.rules.map(logic) }
  }
}

function read(feature: string): object {
  return { var: feature }
}
