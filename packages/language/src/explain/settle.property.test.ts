import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Checked } from '../ast/checked.ts'
import { againstWanted, missingFor } from './blocking.ts'
import type { Finding } from './finding.ts'
import { settle } from './settle.ts'

/** A formula over numbered facts. */
type Formula =
  | { readonly kind: 'fact'; readonly fact: number }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }

const FACTS = 6
const span = { line: 1, column: 1, length: 0 }
const common = { type: 'boolean', unknown: false, span } as const

const { formula } = fc.letrec<{ formula: Formula }>(tie => ({
  formula: fc.oneof(
    { maxDepth: 4 },
    fc.record({ kind: fc.constant('fact'), fact: fc.nat(FACTS - 1) }),
    fc.record({
      kind: fc.constantFrom('and', 'or'),
      parts: fc.array(tie('formula'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not'), part: tie('formula') }),
  ),
}))
const facts = fc.array(fc.boolean(), { minLength: FACTS, maxLength: FACTS })

function holds(node: Formula, known: readonly boolean[]): boolean {
  if (node.kind === 'fact') return known[node.fact] === true
  if (node.kind === 'not') return !holds(node.part, known)
  if (node.kind === 'and') return node.parts.every(part => holds(part, known))
  return node.parts.some(part => holds(part, known))
}

function found(node: Formula, known: readonly boolean[]): Finding {
  const parts = node.kind === 'fact' ? [] : node.kind === 'not' ? [node.part] : node.parts
  const findings = parts.map(part => found(part, known))
  const shown = {
    kind: node.kind === 'fact' ? ('condition' as const) : node.kind,
    words: node.kind === 'fact' ? String(node.fact) : '',
    holds: holds(node, known),
    children: [],
  }
  return { checked: checkedOf(node), holds: holds(node, known), parts: findings, shown }
}

function checkedOf(node: Formula): Checked {
  const leaf = { ...common, kind: 'literal', value: true } as const
  if (node.kind === 'fact') return leaf
  return node.kind === 'not'
    ? { ...common, kind: 'not', operand: leaf }
    : { ...common, kind: node.kind, operands: [leaf, leaf] }
}

const factsOf = (findings: readonly Finding[]): readonly number[] =>
  findings.map(({ shown }) => Number(shown.words))

test('a reason settles the answer, whatever else changes', () => {
  fc.assert(
    fc.property(formula, facts, facts, (node, known, others) => {
      const reason = new Set(factsOf(settle(found(node, known))))
      const changed = others.map((other, fact) => (reason.has(fact) ? known[fact] === true : other))
      expect(holds(node, changed)).toBe(holds(node, known))
    }),
    { numRuns: 2_000 },
  )
})

test('no smaller reason settles an answer where no fact stands twice', () => {
  fc.assert(
    fc.property(formula, facts, (node, known) => {
      fc.pre(isReadOnce(node))
      const size = settle(found(node, known)).length
      const smaller = subsets(FACTS).filter(subset => subset.length < size)
      expect(smaller.filter(subset => settles(node, known, subset))).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('what is missing, once changed, makes a no a yes', () => {
  fc.assert(
    fc.property(formula, facts, (node, known) => {
      fc.pre(!holds(node, known) && isReadOnce(node))
      const missing = missingFor(found(node, known), true)
      const changed = [...known]
      for (const { finding, holds: wanted } of missing) changed[Number(finding.shown.words)] = wanted
      expect(holds(node, changed)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('what is missing is among what stands against a yes', () => {
  fc.assert(
    fc.property(formula, facts, (node, known) => {
      const finding = found(node, known)
      const against = new Set(factsOf(againstWanted(finding, true).map(wanted => wanted.finding)))
      const missing = factsOf(missingFor(finding, true).map(wanted => wanted.finding))
      expect(missing.filter(fact => !against.has(fact))).toEqual([])
      expect(missing.length === 0).toBe(finding.holds)
    }),
  )
})

function isReadOnce(node: Formula): boolean {
  const seen = factsIn(node)
  return new Set(seen).size === seen.length
}

function factsIn(node: Formula): readonly number[] {
  if (node.kind === 'fact') return [node.fact]
  return node.kind === 'not' ? factsIn(node.part) : node.parts.flatMap(factsIn)
}

function settles(node: Formula, known: readonly boolean[], kept: readonly number[]): boolean {
  const answer = holds(node, known)
  return subsets(FACTS).every(flipped => {
    const changed = known.map((fact, index) =>
      flipped.includes(index) && !kept.includes(index) ? !fact : fact,
    )
    return holds(node, changed) === answer
  })
}

function subsets(size: number): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** size }, (_, bits) =>
    Array.from({ length: size }, (_fact, fact) => fact).filter(fact => (bits >> fact) & 1),
  )
}
