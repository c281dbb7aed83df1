import { html, type Markup } from '../markup.ts'

export interface Section {
  /** Anchor: letters and dashes. */
  readonly id: string
  readonly title: string
  readonly body: Markup
}

export function sectionHtml({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${title}</h2>
${body}</section>
`
}

/** A table that scrolls by itself where the page is narrow. */
export function wideTable(label: string, table: Markup): Markup {
  return html`<div class="wide" role="region" aria-label="${label}" tabindex="0">${table}</div>`
}
