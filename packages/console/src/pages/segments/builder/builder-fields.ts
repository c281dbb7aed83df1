import type { FullField, OptionGroup } from 'react-querybuilder'
import type { StoredDefinitions } from '../../../data/stored-definitions.ts'
import { HOLDS, textOf } from './condition-query.ts'

const windows = [7, 30, 90, 365] as const
const amounts: ReadonlySet<string> = new Set(['money', 'number'])

type Group = OptionGroup<FullField>

/** The classes of each segmentation that was evaluated. */
export type KnownClasses = ReadonlyMap<string, readonly string[]>
/** Of so many classes each is offered as a condition of its own; of more, the segmentation with a value. */
const FEW_CLASSES = 12

/** What a condition can be about, as the language writes it; `used` are those of the condition at hand. */
export function builderFields(
  definitions: StoredDefinitions,
  classes: KnownClasses,
  used: readonly string[],
): Group[] {
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
      ...classConditions(id, name ?? spaced(id), classes.get(id) ?? []),
    ]),
  ]
  const known = new Set(groups.flatMap(({ options }) => options.map(({ name }) => name)))
  const others = [...new Set(used)].filter(field => field !== '' && !known.has(field))
  return [group('In this condition', others, text => [[text, text]]), ...groups].filter(
    ({ options }) => options.length > 0,
  )
}

/** With which test a rule about it begins: what is a condition by itself holds. */
export function usualOperator(field: string): string {
  return /^(did|never|in)\(|^\w+ = "/.test(field) ? HOLDS : '='
}

/** What a field can be equal to, where it is known. */
export function knownValues(definitions: StoredDefinitions, classes: KnownClasses, field: string): string[] {
  if (definitions.attributes[field]?.type === 'boolean') return ['true', 'false']
  return [...(classes.get(field) ?? [])]
}

function classConditions(id: string, name: string, classes: readonly string[]): [string, string][] {
  if (classes.length > FEW_CLASSES) return []
  return classes.flatMap(value => {
    const text = textOf({ combinator: 'and', rules: [{ field: id, operator: '=', value: `"${value}"` }] })
    return text === undefined ? [] : [[text, `${spaced(value)}, class of ${name}`]]
  })
}

function group<T>(label: string, of: readonly T[], options: (each: T) => [string, string][]): Group {
  const fields = of.flatMap(options).map(([name, text]): FullField => ({ name, value: name, label: text }))
  return { label, options: fields }
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ')
}
