import type { CustomerRecord, PopulationContext } from '@kindred/engine'
import { type Checked, type CheckedSegmentation, compileClosures, type Value } from '@kindred/language'
import type { MemoryData } from './memory-data.ts'

/** A customer and what was found of her; unknown values are left out. */
export interface Evaluated {
  readonly customer: CustomerRecord
  readonly values: ReadonlyMap<string, Value>
}

/** Evaluates expressions for everybody, in order of id. */
export function* evaluatePopulation(
  data: MemoryData,
  context: PopulationContext,
  expressions: ReadonlyMap<string, Checked>,
): Iterable<Evaluated> {
  const evaluate = compileClosures(expressions, context)
  for (const customer of data.population(context.asOf)) {
    yield { customer, values: evaluate(customer, context.asOf) }
  }
}

/** The class of a segmentation as an expression, so that it shares what it reads with the others. */
export function classRead(of: CheckedSegmentation): Checked {
  const span = { line: 1, column: 1, length: 0 }
  return { kind: 'class', segmentation: of.id, of, type: 'text', unknown: false, span }
}
