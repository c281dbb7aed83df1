import type { NamedValue, WirePersonalData } from '@kindred/api'
import { html, type Markup, named, prose } from './markup.ts'
import { reportPage } from './report-page.ts'
import { wideTable } from './sections/section.ts'

type Row = readonly (Markup | string | number)[]

/** Everything held on one person as one page for people. What stands in it can become neither markup nor style. */
export function personalReport(person: WirePersonalData): string {
  return reportPage({
    title: `${person.id}: everything that is held`,
    summary: summaryOf(person),
    sections: [
      { id: 'attributes', title: 'What is known', body: values(person.attributes) },
      { id: 'consents', title: 'Consents', body: consents(person) },
      { id: 'memberships', title: 'Segments and classes', body: memberships(person) },
      { id: 'events', title: 'Events', body: events(person) },
      { id: 'said', title: 'What was said, and since when it holds', body: said(person) },
      { id: 'moves', title: 'Moves between segments', body: moves(person) },
      { id: 'looks', title: 'Who looked, and who changed something', body: looks(person) },
      { id: 'stores', title: 'Where it lies', body: stores(person) },
    ],
  })
}

function summaryOf({ id, ids, as_of, known_since, joined, notes }: WirePersonalData): Markup {
  const others = ids.filter(each => each !== id)
  return html`<header><h1>${named(id)}</h1>
<p>Everything that is held on this person, as of ${when(as_of)}${known_since === null ? '' : html`; known since ${when(known_since)}`}.</p>
${others.length > 0 && html`<p>She is also known as ${others.map((each, at) => html`${at > 0 ? ', ' : ''}${named(each)}`)} (${joined.length} joined).</p>`}
<ul>${notes.map(note => html`<li>${prose(note)}</li>`)}</ul></header>`
}

function values(all: readonly NamedValue[]): Markup {
  return table(
    'What is known',
    ['name', 'value'],
    all.map(each => [each.label ?? each.name, textOf(each)]),
  )
}

function consents({ consents: all }: WirePersonalData): Markup {
  return table(
    'Consents',
    ['channel', 'purpose', 'now', 'history'],
    all.map(({ channel, purpose, given, history }) => [
      channel,
      purpose ?? 'all',
      answer(given),
      history
        .map(
          each =>
            `${answer(each.given)} ${each.since === null ? 'from the first' : `since ${when(each.since)}`}`,
        )
        .join('; '),
    ]),
  )
}

function memberships({ membership, typical_in }: WirePersonalData): Markup {
  const rows: Row[] =
    membership === null
      ? []
      : [
          ...membership.segments.map(id => [id, 'in']),
          ...membership.classes.map(each => [each.id, each.class]),
        ]
  return html`${membership === null ? '' : html`<p>As of ${when(membership.as_of)}.</p>`}${table(
    'Segments and classes',
    ['segment', 'is'],
    rows,
  )}
${
  typical_in.length > 0 &&
  table(
    'Groups',
    ['typical member of', 'shown with'],
    typical_in.map(({ discovery, round, group, values: shown }) => [
      `${discovery}, round ${round}: ${group}`,
      shown.map(({ feature, text }) => `${feature} ${text}`).join('; '),
    ]),
  )
}`
}

function events({ events: all }: WirePersonalData): Markup {
  return table(
    'Events',
    ['at', 'event', 'with', 'id'],
    all.map(({ at, event, properties, id }) => [when(at), event, listed(properties), id]),
  )
}

function said({ said: all }: WirePersonalData): Markup {
  return table(
    'What was said',
    ['since', 'id', 'what'],
    all.map(({ since, id, attributes }) => [
      since === null ? 'from the first' : when(since),
      id,
      listed(attributes),
    ]),
  )
}

function moves({ moves: all, undelivered }: WirePersonalData): Markup {
  return html`${table(
    'Moves',
    ['at', 'definition', 'from', 'to', 'by'],
    all.map(({ at, definition, from, to, cause }) => [when(at), definition, from, to, cause]),
  )}${undelivered.length > 0 && html`<p>${undelivered.length} of them could not be told to a web hook, and are kept there.</p>`}`
}

function looks({ audit }: WirePersonalData): Markup {
  return table(
    'Looks and changes',
    ['at', 'who', 'what', 'outcome'],
    audit.map(({ at, who, action, outcome }) => [when(at), who, action, outcome]),
  )
}

function stores({ held }: WirePersonalData): Markup {
  return table(
    'Stores',
    ['store', 'what', 'how many'],
    held.map(({ store, what, count }) => [store, what.replaceAll('_', ' '), count]),
  )
}

function table(label: string, titles: readonly string[], rows: readonly Row[]): Markup {
  if (rows.length === 0) return html`<p>Nothing.</p>`
  const head = titles.map(title => html`<th scope="col">${title}</th>`)
  const cell = (each: Row[number]) => html`<td>${typeof each === 'string' ? named(each) : each}</td>`
  return wideTable(
    label,
    html`<table><thead><tr>${head}</tr></thead>
<tbody>${rows.map(row => html`<tr>${row.map(cell)}</tr>`)}</tbody></table>`,
  )
}

function listed(all: readonly NamedValue[]): string {
  return all.map(each => `${each.label ?? each.name} ${textOf(each)}`).join('; ')
}

function textOf({ value }: NamedValue): string {
  if (value === null) return 'not known'
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value === 'object') return `${value.latitude}, ${value.longitude}`
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}

function answer(given: boolean | null): string {
  if (given === null) return 'not known'
  return given ? 'given' : 'not given'
}

function when(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')} UTC`
}
