import { MOST_ITEMS } from '@kindred/api'
import { ServerError } from '../errors.ts'

/**
 * The items of a body `{"events": [ … ]}`.
 *
 * @throws ServerError `batch_invalid` when the body is of no use at all.
 */
export function listIn(body: unknown, list: string): readonly unknown[] {
  if (!isObject(body)) throw invalid(list, 'it is no object')
  for (const key of Object.keys(body)) {
    if (key !== list) throw invalid(list, `it has a member beside '${list}'`)
  }
  const items = body[list]
  if (!Array.isArray(items))
    throw invalid(list, `'${list}' is ${items === undefined ? 'missing' : 'no list'}`)
  if (items.length === 0) throw invalid(list, `'${list}' is empty`)
  if (items.length > MOST_ITEMS) throw invalid(list, `'${list}' has ${items.length} items`)
  return items
}

export function isObject(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

function invalid(list: string, problem: string): ServerError {
  return new ServerError('batch_invalid', { list, problem })
}
