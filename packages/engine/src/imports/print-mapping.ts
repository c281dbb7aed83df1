import { stringify } from 'yaml'
import type { DraftedName, MappingDraft } from './draft-mapping.ts'

/**
 * A draft as the text of a mapping file, to be saved and edited.
 *
 * @example
 * printMapping(draft)
 * // kind: events
 * // customer: CustomerID
 * // at: InvoiceDate as "yyyy-MM-dd HH:mm:ss" in Europe/London
 * // …
 */
export function printMapping(draft: MappingDraft): string {
  const events = draft.kind === 'events'
  const atDoubt = draft.doubts.find(({ field }) => field === 'at')
  const lines = [
    `kind: ${draft.kind}`,
    `customer: ${draft.customer === undefined ? "# the column with the customer's id" : scalar(draft.customer)}`,
    ...(events || draft.at !== undefined
      ? [
          `at: ${draft.at === undefined ? '# the column with the instant' : scalar(draft.at)}${doubtText(atDoubt?.either)}`,
        ]
      : []),
    ...(events ? [eventLine(draft)] : []),
    ...(draft.id === undefined ? [] : [`id: ${scalar(draft.id)}`]),
    ...section('properties', draft.properties),
    ...section('attributes', draft.attributes),
    ...types([...draft.properties, ...draft.attributes]),
    ...(draft.declare ? ['declare: true'] : []),
  ]
  return `${lines.join('\n')}\n`
}

function eventLine({ event, eventGuessed }: MappingDraft): string {
  if (event === undefined) return "event: # the event's name, or the column with it"
  return `event: ${scalar(event)}${eventGuessed ? ' # a guess: the file does not say what its rows are' : ''}`
}

function section(name: string, names: readonly DraftedName[]): string[] {
  if (names.length === 0) return []
  const lines = names.map(one => `  ${one.name}: ${scalar(one.expression)}${doubtText(one.remark)}`)
  return [`${name}:`, ...lines]
}

function doubtText(either: string | undefined): string {
  return either === undefined ? '' : ` # ${either}: the file does not tell`
}

function types(names: readonly DraftedName[]): string[] {
  const typed = names.filter(one => one.type !== undefined)
  if (typed.length === 0) return []
  return [`types: { ${typed.map(one => `${one.name}: ${one.type}`).join(', ')} }`]
}

/** A text as YAML reads it back, in quotes where it has to be. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trim()
}
