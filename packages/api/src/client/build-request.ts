import type { Route } from '../contract/route.ts'
import { parameterMissing } from './api-error.ts'

export interface BuiltRequest {
  /** Path and query, beginning with `/v1`. */
  readonly target: string
  readonly body: string | undefined
}

/** Sorts what a caller gave into path, query and body, by where the route has declared it. */
export function buildRequest(id: string, route: Route, input: Record<string, unknown>): BuiltRequest {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathPart(id, name, input[name]))
  const query = queryOf(pick(input, Object.keys(route.query.shape)))
  const bodyKeys = Object.keys(route.body.shape)
  const body = bodyKeys.length === 0 ? undefined : JSON.stringify(pick(input, bodyKeys))
  return { target: query === '' ? path : `${path}?${query}`, body }
}

function pathPart(id: string, name: string, given: unknown): string {
  if (given === undefined || given === '') throw parameterMissing(id, name)
  return encodeURIComponent(String(given))
}

function pick(input: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter(key => input[key] !== undefined).map(key => [key, input[key]]))
}

function queryOf(given: Record<string, unknown>): string {
  const pairs = Object.entries(given).map(([key, value]): [string, string] => [key, String(value)])
  return new URLSearchParams(pairs).toString()
}
