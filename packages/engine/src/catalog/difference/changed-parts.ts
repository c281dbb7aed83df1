import type { Described } from '../../records/definitions.ts'

/** One part of a definition that differs: `when`, `first_match[2].class`, `properties.amount.type`. */
export interface ChangedPart {
  readonly part: string
  readonly path: readonly (string | number)[]
  /** As it was written; absent where it was not there. */
  readonly before?: unknown
  readonly after?: unknown
}

/** The parts in which two definitions differ, where they stand apart; the file they stand in is not one. */
export function changedParts(before: Described | undefined, after: Described | undefined): ChangedPart[] {
  return differences(withoutSource(before), withoutSource(after), [])
}

function withoutSource(definition: Described | undefined): object {
  if (definition === undefined) return {}
  const { source: _, ...rest } = definition
  return rest
}

function differences(before: unknown, after: unknown, path: readonly (string | number)[]): ChangedPart[] {
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
    return keys.flatMap(key => differences(Reflect.get(before, key), Reflect.get(after, key), [...path, key]))
  }
  if (isRuleList(before) && isRuleList(after) && before.length === after.length)
    return after.flatMap((each, index) => differences(before[index], each, [...path, index]))
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  return [
    {
      part: partName(path),
      path,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    },
  ]
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list of rules is compared rule by rule; any other list as a whole. */
function isRuleList(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.every(isPlain)
}

function partName(path: readonly (string | number)[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`
    return name === '' ? step : `${name}.${step}`
  }, '')
}
