import type { Aggregate, Checked } from '../../ast/checked.ts'
import type { Compiler } from '../../evaluate/compiler.ts'
import type { EvaluationContext } from '../../evaluate/evaluation-context.ts'
import type { Run } from '../../evaluate/run.ts'
import type { SubjectEvent } from '../../evaluate/subject.ts'
import type { Value } from '../../vocabulary/value.ts'

/** Where ways to another answer are looked for: one customer at one instant, and after `where` one event not yet there. */
export interface Scene {
  readonly compiler: Compiler
  readonly context: EvaluationContext
  readonly run: Run
  /** The event that a `where` is about; its properties can be wished for as attributes can elsewhere. */
  readonly event?: SubjectEvent
}

export function read(node: Checked, { compiler, run, event }: Scene): Value | undefined {
  run.event = event
  return compiler.value(node)(run)
}

export function holds(node: Checked, scene: Scene): boolean {
  return read(node, scene) === true
}

/** The known values of an aggregate's property among the events it looks at. */
export function valuesOf(node: Aggregate, { compiler, run }: Scene): readonly Value[] {
  const name = node.property?.name ?? ''
  return compiler
    .selection(node)(run)
    .map(event => event.properties.get(name))
    .filter(value => value !== undefined)
}
