import { createHash } from 'node:crypto'
import { html, Markup } from './markup.ts'
import { reportStyle } from './report-style.ts'
import { type Section, sectionHtml } from './sections/section.ts'

export interface ReportPage {
  readonly title: string
  /** What stands above everything. */
  readonly summary: Markup
  readonly sections: readonly Section[]
}

/** One page for people: opens from disk, asks for nothing else, runs no script. */
export function reportPage({ title, summary, sections }: ReportPage): string {
  return html`<!doctype html>
<html lang="en"><head>${head(title)}</head>
<body><main>${summary}
<nav aria-label="On this page"><ul>${sections.map(({ id, title: name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
${sections.map(sectionHtml)}</main></body></html>
`.text
}

function head(title: string): Markup {
  return html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(reportStyle)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${new Markup(`<style>${reportStyle}</style>`)}`
}

/** Nothing may be loaded or run; of styles, only the one on the page. */
function policy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}
