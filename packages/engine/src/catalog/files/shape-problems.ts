import { nearestName } from '@kindred/language'
import type { z } from 'zod'
import {
  type DefinitionProblemCode,
  type DefinitionProblemParameters,
  definitionProblems,
} from '../../definition-problems.ts'
import { type DefinitionProblem, definitionProblem, type ProblemPlace } from '../definition-problem.ts'
import { definitionAt, nameOfPath } from '../path-words.ts'
import type { DefinitionPath, DefinitionPlaces } from './definition-places.ts'
import { knownKeys } from './definitions-json-schema.ts'
import { givenWords, valueAt, wantedWords } from './given-words.ts'
import { plainIssues } from './plain-issues.ts'

type Issue = z.core.$ZodIssue

/** What is wrong with the shape of a file's content, as zod found it, in our words and with its place. */
export function shapeProblems(
  error: z.core.$ZodError,
  content: unknown,
  places: DefinitionPlaces,
): DefinitionProblem[] {
  const reading = new ShapeReading(content, places)
  return plainIssues(error.issues, content)
    .flatMap(issue => reading.read(issue))
    .sort(byPlace)
}

function byPlace(a: DefinitionProblem, b: DefinitionProblem): number {
  return (a.span?.line ?? 0) - (b.span?.line ?? 0) || (a.span?.column ?? 0) - (b.span?.column ?? 0)
}

class ShapeReading {
  readonly #content: unknown
  readonly #places: DefinitionPlaces

  constructor(content: unknown, places: DefinitionPlaces) {
    this.#content = content
    this.#places = places
  }

  read(issue: Issue): DefinitionProblem[] {
    const path = pathOf(issue)
    if (issue.code === 'unrecognized_keys') return issue.keys.map(key => this.#unknownKey(path, key))
    if (valueAt(this.#content, path) === undefined && issue.code !== 'custom')
      return [this.#missing(issue, path)]
    return [this.#named(issue, path) ?? this.#wrong(issue, path)]
  }

  #unknownKey(path: DefinitionPath, key: string): DefinitionProblem {
    const known = knownKeys(path).filter(each => each !== '$schema')
    const given = { key, what: nameOfPath(path), known, nearest: nearestName(key, known) }
    return definitionProblem('unknown_key', given, this.#place([...path, key], 'key'))
  }

  #missing(issue: Issue, path: DefinitionPath): DefinitionProblem {
    const given = {
      key: String(path.at(-1)),
      what: nameOfPath(path.slice(0, -1)),
      wanted: wantedWords(issue),
    }
    return definitionProblem('key_missing', given, this.#place(path.slice(0, -1), 'key'))
  }

  /** Our own checks carry a code of the table as their message; what the sentence needs comes along or is what was given. */
  #named(issue: Issue, path: DefinitionPath): DefinitionProblem | undefined {
    const own = ownCode(issue)
    if (own === undefined) return undefined
    const value = valueAt(this.#content, path)
    const text = typeof value === 'string' ? value : givenWords(value)
    switch (own) {
      case 'bad_name': {
        const name = String(path.at(-1))
        return this.#problem(own, { name, example: exampleName(name) }, path, 'key')
      }
      case 'bad_timezone':
        return this.#problem(own, { given: text, nearest: nearestName(text, timezones()) }, path)
      case 'bad_currency':
        return this.#problem(own, { given: text, nearest: nearestCurrency(text) }, path)
      case 'bad_share':
      case 'bad_range':
      case 'bad_place':
      case 'bad_stretch':
      case 'bad_audience':
        return this.#problem(own, { given: givenWords(value) }, path)
      default:
        return this.#carried(own, issue, path)
    }
  }

  #carried(code: DefinitionProblemCode, issue: Issue, path: DefinitionPath): DefinitionProblem {
    const given = (issue.code === 'custom' ? issue.params : undefined) ?? {}
    // The one boundary where zod's untyped parameters become ours: `addIssue` beside the schema wrote them.
    const row = definitionProblems[code] as { says(given: unknown): string; remedy(given: unknown): string }
    const atKey = AT_KEY.has(code)
    const place = this.#place(path, atKey ? 'key' : 'value')
    return { code, severity: 'error', says: row.says(given), remedy: row.remedy(given), ...place }
  }

  #wrong(issue: Issue, path: DefinitionPath): DefinitionProblem {
    const value = valueAt(this.#content, path)
    const what = nameOfPath(path)
    if (issue.code === 'invalid_value' && typeof value === 'string') {
      const options = issue.values.map(String)
      return this.#problem(
        'unknown_choice',
        { what, given: value, options, nearest: nearestName(value, options) },
        path,
      )
    }
    if (issue.code === 'too_small' && (issue.origin === 'string' || issue.origin === 'array'))
      return this.#problem('empty', { what }, path)
    if (issue.code === 'too_big' && issue.origin === 'array' && Number(issue.maximum) <= 2)
      return this.#problem(
        'wrong_shape',
        { what, wanted: 'a list of two numbers', given: givenWords(value) },
        path,
      )
    if (issue.code === 'too_big' && (issue.origin === 'string' || issue.origin === 'array'))
      return this.#problem('too_long', { what, limit: Number(issue.maximum) }, path)
    if (wantedWords(issue) === 'text' && (typeof value === 'number' || typeof value === 'boolean'))
      return this.#problem('text_in_quotes', { what, given: String(value) }, path)
    return this.#problem('wrong_shape', { what, wanted: wantedWords(issue), given: givenWords(value) }, path)
  }

  #problem<C extends DefinitionProblemCode>(
    code: C,
    given: DefinitionProblemParameters[C],
    path: DefinitionPath,
    at: 'key' | 'value' = 'value',
  ): DefinitionProblem {
    return definitionProblem(code, given, this.#place(path, at))
  }

  #place(path: DefinitionPath, at: 'key' | 'value'): ProblemPlace {
    const span = at === 'key' ? this.#places.key(path) : this.#places.value(path)
    const definition = definitionAt(path)
    return { file: this.#places.file, ...(span && { span }), ...(definition && { definition }) }
  }
}

/** Of the whole definition, so that its name is what to point at. */
const AT_KEY: ReadonlySet<DefinitionProblemCode> = new Set([
  'one_way_of_classes',
  'otherwise_missing',
  'one_question',
  'one_way_of_value',
])

function pathOf(issue: Issue): DefinitionPath {
  return issue.path.map(step => (typeof step === 'number' ? step : String(step)))
}

function ownCode(issue: Issue): DefinitionProblemCode | undefined {
  const isOwn = (message: string): message is DefinitionProblemCode =>
    Object.hasOwn(definitionProblems, message)
  if (issue.code === 'invalid_key') return 'bad_name'
  return isOwn(issue.message) ? issue.message : undefined
}

/** What was given, mended as far as it can be: `Big Spenders!` becomes `big_spenders`. */
function exampleName(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
  return plain === '' ? 'my_name' : plain.slice(0, 100)
}

function timezones(): string[] {
  return [...Intl.supportedValuesOf('timeZone'), 'UTC']
}

function nearestCurrency(given: string): string | undefined {
  const codes = Intl.supportedValuesOf('currency')
  return codes.find(code => code === given.trim().toUpperCase()) ?? nearestName(given, codes)
}
