import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { BoundValue } from './warehouse-node.ts'

/** A request's body and what must be said of it. */
export interface FormBody {
  readonly body: Readable
  readonly contentType: string
}

/**
 * A statement and its bound values as a form, in the body of a request: an address holds neither a model's numbers nor
 * a text of a megabyte.
 *
 * @example
 * statementForm('SELECT {x:String}', { x: "it's" }) // parts `query` and `param_x`
 */
export function statementForm(
  query: string,
  values: Readonly<Record<string, BoundValue['value']>>,
): FormBody {
  const form = new FormData()
  form.set('query', query)
  for (const [name, value] of Object.entries(values)) form.set(`param_${name}`, textOf(value))
  const made = new Response(form)
  if (made.body === null) throw new TypeError('A form has a body.')
  return {
    body: Readable.fromWeb(made.body as ReadableStream),
    contentType: made.headers.get('content-type') ?? '',
  }
}

/** A value as the server reads it out of a form: a text bare, a list as it would stand in a statement. */
function textOf(value: BoundValue['value']): string {
  if (typeof value === 'string') return escaped(value)
  if (typeof value === 'number') return numberText(value)
  return `[${value.map(item => (typeof item === 'string' ? `'${escaped(item)}'` : numberText(item))).join(',')}]`
}

function escaped(text: string): string {
  return text.replace(/[\t\n\r'\\]/g, character => escapes[character] ?? character)
}

const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  "'": "\\'",
  '\\': '\\\\',
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return value > 0 ? '+inf' : '-inf'
}
