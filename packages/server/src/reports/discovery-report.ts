import { createHash } from 'node:crypto'
import type { Discovery } from '@kindred/engine'
import { html, Markup, named } from './markup.ts'
import { reportStyle } from './report-style.ts'

/**
 * What was found, as one page for people: opens from disk, asks for nothing else, runs no script.
 *
 * Text of the discovery, whoever wrote it, can become neither markup nor style; the page's own policy forbids scripts
 * and anything from elsewhere.
 */
export function discoveryReport(discovery: Discovery): string {
  return html`<!doctype html>
<html lang="en"><head>${head(discovery)}</head>
<body><main>
<h1>${named(discovery.id)}</h1>
<p>${discovery.recommendation}</p>
</main></body></html>
`.text
}

function head({ id, round }: Discovery): Markup {
  return html`<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(reportStyle)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${id}, round ${round}: groups found</title>
${new Markup(`<style>${reportStyle}</style>`)}`
}

/** Nothing may be loaded or run; of styles, only the one on the page. */
function policy(style: string): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
}
