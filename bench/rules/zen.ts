import { ZenEngine } from '@gorules/zen-engine'
import { features } from './features.ts'
import type { NamedRule, Profile, Rule } from './rule.ts'

type Answers = (profile: Profile) => Promise<readonly string[]>

/** One expression node with an expression for each rule. */
export function zenExpressions(rules: readonly NamedRule[]): Answers {
  const expressions = rules.map(({ name, rule }) => ({ id: name, key: name, value: expression(rule) }))
  const decision = decide({
    name: 'Segments',
    type: 'expressionNode',
    content: { expressions, passThrough: false },
  })
  return async profile => {
    const { result } = await decision.evaluate(profile)
    return rules.flatMap(({ name }) => (result[name] === true ? [name] : []))
  }
}

/**
 * One decision table that collects, a row for each rule, a column for each feature. What is no test of one
 * feature by itself stands in a column without a field, whose cells are whole expressions.
 */
export function zenTable(rules: readonly NamedRule[]): Answers {
  const decision = decide({
    name: 'Segments',
    type: 'decisionTableNode',
    content: {
      hitPolicy: 'collect',
      inputs: [
        ...features.map(({ name }) => ({ id: name, name, field: name })),
        { id: 'rest', name: 'Rest' },
      ],
      outputs: [{ id: 'segment', name: 'Segment', field: 'segment' }],
      rules: rules.map(({ name, rule }) => ({
        _id: name,
        ...emptyRow,
        ...cellsOf(rule),
        segment: `"${name}"`,
      })),
    },
  })
  return async profile => {
    const { result } = await decision.evaluate(profile)
    const rows: readonly { readonly segment: string }[] = result
    return rows.map(({ segment }) => segment)
  }
}

/** A row that lacks a cell matches nothing: every column is there, empty. */
const emptyRow = Object.fromEntries([...features.map(({ name }) => [name, '']), ['rest', '']])

function cellsOf(rule: Rule): Readonly<Record<string, string>> {
  const parts = rule.kind === 'and' ? rule.rules : [rule]
  const cells: Record<string, string> = {}
  const rest: string[] = []
  for (const part of parts) {
    const test = unaryTest(part)
    if (test === undefined || cells[test.feature] !== undefined) rest.push(`(${expression(part)})`)
    else cells[test.feature] = test.cell
  }
  return { ...cells, rest: rest.join(' and ') }
}

function unaryTest(rule: Rule): { readonly feature: string; readonly cell: string } | undefined {
  switch (rule.kind) {
    case 'compare':
      return { feature: rule.feature, cell: `${rule.operator} ${rule.value}` }
    case 'between':
      return { feature: rule.feature, cell: `[${rule.low}..${rule.high}]` }
    case 'equal':
      return { feature: rule.feature, cell: `"${rule.value}"` }
    case 'one_of':
      return { feature: rule.feature, cell: rule.values.map(value => `"${value}"`).join(', ') }
    case 'flag':
      return { feature: rule.feature, cell: 'true' }
    default:
      return undefined
  }
}

function decide(node: object) {
  return new ZenEngine().createDecision({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', name: 'Request', type: 'inputNode', position: { x: 0, y: 0 } },
      { id: 'segments', position: { x: 1, y: 0 }, ...node },
      { id: 'out', name: 'Response', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'segments' },
      { id: 'b', type: 'edge', sourceId: 'segments', targetId: 'out' },
    ],
  })
}

function expression(rule: Rule): string {
  switch (rule.kind) {
    case 'compare':
      return `${rule.feature} ${rule.operator} ${rule.value}`
    case 'between':
      return `${rule.feature} in [${rule.low}..${rule.high}]`
    case 'equal':
      return `${rule.feature} == "${rule.value}"`
    case 'one_of':
      return `${rule.feature} in [${rule.values.map(value => `"${value}"`).join(', ')}]`
    case 'flag':
      return `${rule.feature} == true`
    case 'not':
      return `not (${expression(rule.rule)})`
    default:
      return rule.rules.map(each => `(${expression(each)})`).join(` ${rule.kind} `)
  }
}
