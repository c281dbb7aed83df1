import { type ErrorTable, errorTables } from './error-tables.ts'

/** The reference page of all codes, made from the tables themselves; what differs from case to case stands in italics. */
export function errorsPage(): string {
  return [
    '<!-- Written by `npm run docs:errors` from the tables of codes. Change the tables, not this page. -->',
    '# Errors and problems',
    'Whatever goes wrong has a code, a sentence that says what was wrong, and a remedy. A *problem* is in a text or',
    'in data that a person wrote: all of them are returned at once, with their places. An *error* is a call that',
    'cannot be carried out. On the wire both have `code`, `says` and `remedy`; the command line prints the sentences.',
    'Parts in *italics* are filled in with what was found.',
    '',
    ...errorTables.map(section),
  ].join('\n')
}

function section({ title, about, rows }: ErrorTable): string {
  const lines = Object.entries(rows).map(([code, row]: [string, unknown]) => pageRow(code, row))
  return [
    `## ${title}`,
    '',
    about,
    '',
    '| code | what it says | how to solve |',
    '|---|---|---|',
    ...lines,
    '',
  ].join('\n')
}

function pageRow(code: string, row: unknown): string {
  return `| \`${code}\` | ${cell(sentence(row, 'says'))} | ${cell(sentence(row, 'remedy'))} |`
}

function sentence(row: unknown, part: 'says' | 'remedy'): string {
  const make: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, part) : undefined
  if (typeof make !== 'function') throw new Error(`a row of a table of codes has no '${part}'`)
  const made = [undefined, ''].map(nearest => String(make.call(row, placeholder('what', { nearest }))))
  return made.find(text => !text.includes('undefined')) ?? 'undefined'
}

/** Marks a placeholder in a sentence until the sentence has been escaped: these stand in no text of ours. */
const [OPEN, CLOSE] = ['\u2045', '\u2046']

function cell(text: string): string {
  const parts = text
    .replaceAll('\n', ' ')
    .replaceAll('|', '\\|')
    .split(/(`[^`]*`)/)
  return parts.map(part => (part.startsWith('`') ? inCode(part) : inText(part))).join('')
}

function inCode(part: string): string {
  return part.replaceAll(/[\u2045\u2046]/g, '')
}

function inText(part: string): string {
  return part
    .replaceAll('<', '&lt;')
    .replaceAll('*', '\\*')
    .replaceAll(/\u2045(\w+)\u2046/g, '*$1*')
}

/**
 * Stands for whatever a row is made of: its parts are placeholders with their own names, and a list has one of them.
 * A nearest name is never known, so that the general remedy is shown.
 */
function placeholder(name: string, whole?: { readonly nearest: string | undefined }): object {
  const text = `${OPEN}${name}${CLOSE}`
  return new Proxy(
    {},
    {
      get(_, key) {
        if (key === Symbol.toPrimitive || key === 'toString') return () => text
        if (key === Symbol.iterator) return () => [placeholder(name)].values()
        if (typeof key === 'symbol') return undefined
        if (whole !== undefined) return key === 'nearest' ? whole.nearest : placeholder(key)
        if (key === 'length') return 1
        if (key in String.prototype) return method(text, key)
        return key in Array.prototype ? method([placeholder(name)], key) : placeholder(key)
      },
    },
  )
}

/** A method of text or list, to be called on it whatever it is called through. */
function method(of: string | readonly object[], key: string): unknown {
  const own: unknown = Reflect.get(Object(of), key)
  return typeof own === 'function' ? own.bind(of) : own
}
