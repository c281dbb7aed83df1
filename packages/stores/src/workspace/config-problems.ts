import { type DefinitionProblem, definitionProblem, type ReadYaml } from '@kindred/engine'
import { nearestName } from '@kindred/language'
import type { z } from 'zod'
import {
  catalogSchema,
  configSchema,
  profilesSchema,
  signInSchema,
  warehouseSchema,
} from './config-schema.ts'
import { type WorkspaceErrorCode, type WorkspaceErrorParameters, workspaceErrors } from './errors.ts'

type Path = readonly (string | number)[]
type Issue = z.core.$ZodIssue

const keysAt: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(configSchema.shape),
  warehouse: Object.keys(warehouseSchema.shape),
  catalog: Object.keys(catalogSchema.shape),
  profiles: Object.keys(profilesSchema.shape),
  sign_in: Object.keys(signInSchema.shape),
}

/** A problem of our table, at a place in the file. */
export function configProblem(
  code: WorkspaceErrorCode,
  given: WorkspaceErrorParameters,
  path: Path,
  places: ReadYaml['places'],
): DefinitionProblem {
  const row = workspaceErrors[code]
  return {
    code,
    severity: 'error',
    says: row.says(given),
    remedy: row.remedy(given),
    ...placed(path, places),
  }
}

/** What is wrong with the shape of the configuration, each with its place. */
export function configShapeProblems(
  issues: readonly Issue[],
  content: unknown,
  places: ReadYaml['places'],
): DefinitionProblem[] {
  return issues.flatMap(issue => {
    const path = issue.path.map(step => (typeof step === 'number' ? step : String(step)))
    if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(key, path, places))
    return [wrong(issue, path, valueAt(content, path), places)]
  })
}

function unknownKey(key: string, path: Path, places: ReadYaml['places']): DefinitionProblem {
  const known = keysAt[path.join('.')] ?? []
  // `password` is near no other key, and it is the one most often tried.
  const nearest = key === 'password' ? 'password_env' : nearestName(key, known)
  const what = path.length === 0 ? 'The configuration' : `'${path.join('.')}'`
  return definitionProblem(
    'unknown_key',
    { key, what, known, nearest },
    placed([...path, key], places, 'key'),
  )
}

function wrong(issue: Issue, path: Path, value: unknown, places: ReadYaml['places']): DefinitionProblem {
  const place = placed(path, places)
  const what = path.length === 0 ? 'The configuration' : `'${path.join('.')}'`
  const given = words(value)
  if (issue.message === 'bad_timezone') {
    const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC']
    return definitionProblem(
      'bad_timezone',
      { given: String(value), nearest: nearestName(String(value), zones) },
      place,
    )
  }
  if (issue.message === 'bad_currency') {
    const nearest = nearestName(String(value).toUpperCase(), Intl.supportedValuesOf('currency'))
    return definitionProblem('bad_currency', { given: String(value), nearest }, place)
  }
  if (issue.code === 'invalid_value') {
    const options = issue.values.map(String)
    return definitionProblem(
      'unknown_choice',
      { what, given: String(value), options, nearest: nearestName(String(value), options) },
      place,
    )
  }
  if (issue.code === 'too_small') return definitionProblem('empty', { what }, place)
  if (issue.code === 'too_big')
    return definitionProblem('too_long', { what, limit: Number(issue.maximum) }, place)
  return definitionProblem('wrong_shape', { what, wanted: wanted(issue), given }, place)
}

const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping of keys to values',
  array: 'a list',
  string: 'text',
}

function wanted(issue: Issue): string {
  return issue.code === 'invalid_type' ? (kinds[issue.expected] ?? issue.expected) : 'text or a number'
}

/** The kind and not the value: what stands in the wrong place may be a secret. */
function words(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value === 'string' ? 'text' : typeof value}`
}

function valueAt(content: unknown, path: Path): unknown {
  let value = content
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.entries(value).find(([key]) => key === String(step))?.[1]
  }
  return value
}

function placed(path: Path, places: ReadYaml['places'], at: 'key' | 'value' = 'value') {
  const span = at === 'key' ? places.key(path) : places.value(path)
  return { file: places.file, ...(span === undefined ? {} : { span }) }
}
