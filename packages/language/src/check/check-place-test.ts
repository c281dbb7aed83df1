import type { Checked } from '../ast/checked.ts'
import type { InsideSyntax, NearSyntax } from '../ast/expression.ts'
import { problem } from '../ast/problems/problem-table.ts'
import { checkExpression } from './check-expression.ts'
import { find } from './check-name.ts'
import type { Scope } from './scope.ts'
import { typePhrase } from './type-phrase.ts'

/** Half of the Earth's girth, nearly: nothing is farther. */
const FARTHEST_KM = 20_000

export function checkNear(node: NearSyntax, scope: Scope): Checked | undefined {
  const value = checkExpression(node.value, scope)
  const isWithinReach = checkDistance(node, scope)
  const isOnEarth = checkDegrees(node, scope)
  if (value === undefined || !isPlace(value, 'within', scope) || !isWithinReach || !isOnEarth)
    return undefined
  const center = { latitude: Number(node.latitude), longitude: Number(node.longitude) }
  const kilometres = Number(node.kilometres)
  return { kind: 'near', value, center, kilometres, type: 'boolean', unknown: false, span: node.span }
}

function checkDistance(node: NearSyntax, scope: Scope): boolean {
  const kilometres = Number(node.kilometres)
  if (kilometres > 0 && kilometres <= FARTHEST_KM) return true
  scope.problems.push(problem('distance_out_of_range', node.span, { given: node.kilometres }))
  return false
}

function checkDegrees(node: NearSyntax, scope: Scope): boolean {
  const wrong = [
    { given: node.latitude, limit: 90, wanted: 'a latitude' },
    { given: node.longitude, limit: 180, wanted: 'a longitude' },
  ].filter(({ given, limit }) => Math.abs(Number(given)) > limit)
  for (const { given, wanted } of wrong) {
    scope.problems.push(problem('place_out_of_range', node.span, { given, wanted }))
  }
  return wrong.length === 0
}

export function checkInside(node: InsideSyntax, scope: Scope): Checked | undefined {
  const value = checkExpression(node.value, scope)
  const corners = find(scope.vocabulary.places, 'unknown_place', node.place, node.span, scope)
  if (value === undefined || corners === undefined || !isPlace(value, 'inside', scope)) return undefined
  // A copy: the tree is frozen, the vocabulary is not.
  const polygon = corners.map(corner => ({ ...corner }))
  return {
    kind: 'inside',
    value,
    place: node.place,
    polygon,
    type: 'boolean',
    unknown: false,
    span: node.span,
  }
}

function isPlace(value: Checked, operator: string, scope: Scope): boolean {
  if (value.type === 'place') return true
  const found = {
    operator,
    type: typePhrase(value.type),
    wanted: 'an attribute or a property that is a place',
  }
  scope.problems.push(problem('operand_type', value.span, found))
  return false
}
