import type { JsonSchema, OpenApiDocument, OpenApiOperation } from '@kindred/api'
import { escaped, proseOf } from './html.ts'
import { record, type Schemas, schemaHtml, typeWords } from './schema-html.ts'
import { referenceStyle } from './style.ts'

interface Listed {
  readonly method: string
  readonly path: string
  readonly operation: OpenApiOperation
}

/** The API for people: one page, which asks for nothing else. */
export function referencePage(document: OpenApiDocument): string {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Listed => ({ method, path, operation })),
  )
  const byTag = Map.groupBy(all, ({ operation }) => operation.tags[0] ?? '')
  const { title, version, description } = document.info
  const { schemas } = document.components
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)} API</title><style>${referenceStyle}</style></head><body>`,
    `<nav aria-label="Routes"><h1>${escaped(title)} API</h1><p class="version">version ${escaped(version)}</p>`,
    ...[...byTag].map(([tag, listed]) => tagLinks(tag, listed)),
    '</nav><main>',
    `<section><p>${proseOf(description)}</p><p>For programs: <a href="/openapi.json">openapi.json</a>.</p></section>`,
    ...[...byTag].map(
      ([tag, listed]) =>
        `<h2>${escaped(tag)}</h2>${listed.map(each => operationHtml(each, schemas)).join('')}`,
    ),
    '</main></body></html>',
  ].join('\n')
}

function tagLinks(tag: string, listed: readonly Listed[]): string {
  const links = listed.map(
    ({ method, path, operation }) =>
      `<li><a href="#${operation.operationId}">${methodHtml(method)} ${escaped(path.replace(/^\/v1/, ''))}</a></li>`,
  )
  return `<h2>${escaped(tag)}</h2><ul>${links.join('')}</ul>`
}

function methodHtml(method: string): string {
  return `<span class="method ${method}">${method.toUpperCase()}</span>`
}

function operationHtml({ method, path, operation }: Listed, schemas: Schemas): string {
  const { operationId, summary, parameters, requestBody, responses } = operation
  const answer = record(responses['200'])
  return [
    `<article id="${operationId}"><h3>${methodHtml(method)} <code>${escaped(path)}</code></h3>`,
    `<p>${proseOf(summary)}</p>`,
    parametersHtml(parameters, schemas),
    requestBody === undefined ? '' : contentHtml('Body', requestBody, schemas),
    contentHtml(`Answer: ${String(answer.description)}`, answer, schemas),
    '</article>',
  ].join('')
}

function parametersHtml(parameters: readonly JsonSchema[], schemas: Schemas): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escaped(String(name))}</code></td><td>${escaped(String(place))}</td>` +
      `<td>${escaped(typeWords(schema, schemas))}</td><td>${required === true ? 'required' : ''}</td></tr>`,
  )
  return `<table><tbody>${rows.join('')}</tbody></table>`
}

function contentHtml(title: string, { content }: JsonSchema, schemas: Schemas): string {
  const parts = Object.entries(record(content)).map(([type, given]) => {
    const { schema, example } = record(given)
    const shown =
      example === undefined ? '' : `<pre tabindex="0">${escaped(JSON.stringify(example, null, 2))}</pre>`
    return `<p class="media">${escaped(type)}</p>${schemaHtml(schema, schemas)}${shown}`
  })
  return `<details><summary>${escaped(title)}</summary>${parts.join('')}</details>`
}
