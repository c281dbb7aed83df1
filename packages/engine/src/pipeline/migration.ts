import { classesOf } from '@kindred/language'
import { type MigrationMatrix, migrationMatrix } from '../monitoring/migration-matrix.ts'
import { requireDefinitions } from './current-definitions.ts'
import type { EnginePorts } from './engine-ports.ts'
import { requireSegmentation } from './find-definition.ts'
import { populationAt } from './population-at.ts'
import { requireInOrder, requirePassed } from './require-passed.ts'

export interface MigrationRequest {
  readonly segmentation: string
  readonly from: number
  readonly to: number
}
export interface Migration extends MigrationMatrix {
  readonly segmentation: string
  readonly valueType?: 'number' | 'money'
}

/**
 * Who moved from which class to which between any two instants, and the value carried, as the definitions of today
 * find both.
 *
 * @throws EngineError `segmentation_unknown`, `definition_broken`, `instants_out_of_order`, `instant_to_come`.
 */
export async function migrationOf(ports: EnginePorts, request: MigrationRequest): Promise<Migration> {
  const current = await requireDefinitions(ports.catalog)
  const { of } = requireSegmentation(current.compiled, request.segmentation)
  requireInOrder(current, request.from, request.to)
  requirePassed(ports, current, request.to)
  const { value } = current.compiled
  const reads = value === undefined ? [of] : [of, value]
  const cells = await ports.warehouse.migration({
    from: { context: await populationAt(ports, current, request.from, reads), segmentation: of },
    to: { context: await populationAt(ports, current, request.to, reads), segmentation: of },
    ...(value === undefined ? {} : { value }),
  })
  return {
    segmentation: request.segmentation,
    ...(value === undefined ? {} : { valueType: value.type === 'money' ? 'money' : 'number' }),
    ...migrationMatrix(classesOf(of), cells),
  }
}
