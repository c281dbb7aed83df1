import type { Aggregate } from '../ast/checked.ts'
import { aggregateOfEvents } from './aggregate-of-events.ts'
import { aggregateOfProperty } from './aggregate-of-property.ts'
import { Selection } from './selection.ts'
import { scalar, type Term } from './term.ts'
import type { Translation } from './translation.ts'

/** An aggregate over a customer's events. What several have in common (the count of `avg` and `count`) is computed once. */
export function translateAggregate(node: Aggregate, translation: Translation): Term {
  const selection = new Selection(node, translation)
  if (node.property === undefined) return scalar(aggregateOfEvents(node, selection, translation))
  return aggregateOfProperty(node, node.property, selection, translation)
}
