import type { FullField, OptionGroup } from 'react-querybuilder'
import type { StoredDefinitions } from '../../../data/stored-definitions.ts'
import { HOLDS } from './condition-query.ts'

const windows = [7, 30, 90, 365] as const
const amounts: ReadonlySet<string> = new Set(['money', 'number'])

type Group = OptionGroup<FullField>

/** What a condition can be about, as the language writes it; `used` are those of the condition at hand. */
export function builderFields(definitions: StoredDefinitions, used: readonly string[]): Group[] {
  const { attributes, features, events, segments, segmentations } = definitions
  const groups = [
    group('What is known', Object.entries(attributes), ([name, { label }]) => [
      [name, label ?? spaced(name)],
    ]),
    group('Features', Object.entries(features), ([name, { label }]) => [[name, label ?? spaced(name)]]),
    ...Object.entries(events).map(([event, { label, properties }]) =>
      group(`What they did: ${label ?? spaced(event)}`, windows, days => [
        [`did(${event}, ${days}d)`, `${label ?? spaced(event)} in the last ${days} days`],
        [`count(${event}, ${days}d)`, `how many: ${label ?? spaced(event)} in the last ${days} days`],
        ...Object.entries(properties)
          .filter(([, { type }]) => amounts.has(type))
          .map(([name]): [string, string] => [
            `sum(${event}.${name}, ${days}d)`,
            `${spaced(name)} of ${label ?? spaced(event)}, summed over the last ${days} days`,
          ]),
      ]),
    ),
    group('Segments', Object.entries(segments), ([id, { name }]) => [
      [`in(${id})`, `in the segment ${name ?? spaced(id)}`],
    ]),
    group('Segmentations', Object.entries(segmentations), ([id, { name }]) => [
      [id, `class of ${name ?? spaced(id)}`],
    ]),
  ]
  const known = new Set(groups.flatMap(({ options }) => options.map(({ name }) => name)))
  const others = [...new Set(used)].filter(field => field !== '' && !known.has(field))
  return [group('In this condition', others, text => [[text, text]]), ...groups].filter(
    ({ options }) => options.length > 0,
  )
}

/** With which test a rule about it begins. */
export function usualOperator(field: string): string {
  return /^(did|never|in)\(/.test(field) ? HOLDS : '='
}

function group<T>(label: string, of: readonly T[], options: (each: T) => [string, string][]): Group {
  const fields = of.flatMap(options).map(([name, text]): FullField => ({ name, value: name, label: text }))
  return { label, options: fields }
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ')
}
