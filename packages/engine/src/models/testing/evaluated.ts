import { compileClosures, type Scorer } from '@kindred/language'
import type { Table } from '@kindred/learning'
import { compileDefinitions } from '../../catalog/compile/compile-definitions.ts'
import { noDefinitions } from '../../catalog/files/read-definition-file.ts'
import { checkText } from '../../discovery/features/check-text.ts'
import type { FittedMethod, ModelInput } from '../../records/fitted-model.ts'
import { madeTask } from './training-rows.ts'

/** The columns of made tasks, as a formula counts its inputs. */
export const madeInputs: readonly ModelInput[] = ['reach', 'noise', 'country'].map(name => ({
  ...{ name, is: name, label: name },
  kind: name === 'country' ? 'category' : 'number',
}))

/** What a formula gives in the language of each row of a made table: written into definitions, read by the closure. */
export function evaluated(
  method: FittedMethod,
  scorer: Scorer | undefined,
  { columns }: Table,
  inputs: readonly ModelInput[] = madeInputs,
): unknown[] {
  if (scorer === undefined) throw new Error('it has no formula')
  const definitions = {
    ...noDefinitions,
    settings: { workspace: 'x', timezone: 'UTC', currency: 'EUR', weekStart: 1 },
    attributes: {
      reach: { type: 'number' as const },
      noise: { type: 'number' as const },
      country: { type: 'text' as const },
    },
    models: { m: madeTask({ customers: 1 }).asked },
    champions: { m: { version: 1 } },
    events: { purchase: { properties: {} } },
  }
  const compiled = compileDefinitions(definitions, [], [], [{ id: 'm', version: 1, method, inputs, scorer }])
  if (compiled.problems.length > 0) throw new Error(JSON.stringify(compiled.problems))
  const read = new Map([['score', checkText(compiled, 'score', 'score(m)', 'number')]])
  const evaluate = compileClosures(read, { timezone: 'UTC', weekStart: 1, cutoffs: new Map() })
  return Array.from({ length: columns[0]?.values.length ?? 0 }, (_, row) => {
    const known = columns.flatMap(({ name, values }): [string, number | string][] => {
      const value = values[row]
      return value === null || value === undefined || Number.isNaN(value) ? [] : [[name, value]]
    })
    return evaluate({ id: 'x', attributes: new Map(known), events: new Map() } as never, 0).get('score')
  })
}
