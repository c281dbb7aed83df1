import type { DiscoveredFeature, GroupInput } from '../../records/discovery.ts'
import { quoted } from '../rules/condition-text.ts'
import { writtenNumber } from '../rules/written-number.ts'

/**
 * The number that an input reads of a customer, never unknown, as an expression of the language: before curve and scale.
 *
 * @example
 * readingText({ reading: { kind: 'level', level: 'CZ' }, … }, { is: 'country', kind: 'category' }) // 'if(country = "CZ", 1, 0)'
 */
export function readingText(
  { reading, fill }: Pick<GroupInput, 'reading' | 'fill'>,
  { is, kind }: Pick<DiscoveredFeature, 'is' | 'kind'>,
): string {
  const value = /^\w+$/.test(is) ? is : `(${is})`
  switch (reading.kind) {
    case 'number':
      return numberText(value, kind, writtenNumber(fill))
    case 'missing':
      return `if(${value} is unknown, 1, 0)`
    case 'level':
      return `if(${levelTest(value, [reading.level])}, 1, 0)`
    case 'other':
      return `if(${levelTest(value, reading.levels)}, 0, 1)`
    case 'order':
      return reading.levels.reduceRight(
        (rest, level, place) => `if(${value} = ${quoted(level)}, ${place}, ${rest})`,
        writtenNumber(fill),
      )
  }
}

/** Money becomes a number: it is measured, not paid. */
function numberText(value: string, kind: DiscoveredFeature['kind'], fill: string): string {
  if (kind === 'money') return `coalesce(${value} * 1, ${fill})`
  if (kind !== 'boolean') return `coalesce(${value}, ${fill})`
  return `if(${value} is unknown, ${fill}, if(${value} = true, 1, 0))`
}

function levelTest(value: string, levels: readonly (string | null)[]): string {
  const words = levels.filter(level => level !== null).map(quoted)
  const known = words.length === 1 ? `${value} = ${words[0]}` : `${value} in (${words.join(', ')})`
  if (!levels.includes(null)) return words.length === 0 ? 'false' : known
  return words.length === 0 ? `${value} is unknown` : `${value} is unknown or ${known}`
}
