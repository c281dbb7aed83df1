import type { FullField, OptionGroup } from 'react-querybuilder'
import type { StoredDefinitions } from '../../../data/stored-definitions.ts'
import { HOLDS } from './condition-query.ts'

const windows = ['7d', '30d', '90d', '365d'] as const
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
      group(`What they did: ${label ?? spaced(event)}`, windows, window => [
        [`did(${event}, ${window})`, `${label ?? spaced(event)} in the last ${window}`],
        [`count(${event}, ${window})`, `number of ${label ?? spaced(event)}, ${window}`],
        ...Object.entries(properties)
          .filter(([, { type }]) => amounts.has(type))
          .map(([name]): [string, string] => [
            `sum(${event}.${name}, ${window})`,
            `${spaced(name)} of ${label ?? spaced(event)}, summed, ${window}`,
          ]),
      ]),
    ),
    group('Segments', Object.entries(segments), ([id, { name }]) => [
      [`in(${id})`, `in ${name ?? spaced(id)}`],
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
