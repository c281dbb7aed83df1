import type { z } from 'zod'
import type { DefinitionRef } from '../../records/definitions.ts'
import { definitionAt } from '../path-words.ts'
import { valueAt } from './given-words.ts'
import { plainIssues } from './plain-issues.ts'
import { valueClasses } from './value-schema.ts'

/** Sections whose definitions are texts. What others stand on, as events with their properties, means another thing without a key. */
const TEXTUAL = new Set<PropertyKey | undefined>([
  'features',
  'segments',
  'segmentations',
  'models',
  'offers',
])

/** A file's content without the keys that nothing knows in definitions that are texts. */
export function withoutUnknownKeys(content: unknown, { issues }: z.core.$ZodError): unknown {
  const rest = structuredClone(content)
  for (const issue of plainIssues(issues, content)) {
    if (issue.code !== 'unrecognized_keys' || !TEXTUAL.has(issue.path[0])) continue
    const holder = valueAt(rest, issue.path)
    for (const key of issue.keys) Reflect.deleteProperty(Object(holder), key)
  }
  return rest
}

/** A file's content without the definitions and settings that have the wrong shape; nothing when it is no mapping. */
export function withoutBroken(
  content: unknown,
  { issues }: z.core.$ZodError,
): { readonly content: unknown; readonly broken: readonly DefinitionRef[] } | undefined {
  if (typeof content !== 'object' || content === null) return undefined
  const rest = structuredClone(content)
  const broken: DefinitionRef[] = []
  for (const path of issues.flatMap(brokenPaths)) {
    const section = valueAt(rest, path.slice(0, -1))
    const key = path.at(-1)
    if (typeof section !== 'object' || section === null || key === undefined) return undefined
    Reflect.deleteProperty(section, key)
    broken.push(...madeOf(path))
  }
  return { content: rest, broken }
}

/** What to take away for an issue: the definition it is in, or the key at the top of the file. */
function brokenPaths(issue: z.core.$ZodIssue): string[][] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys' && path.length === 0) return issue.keys.map(key => [key])
  if (issue.code === 'invalid_union' && path.length === 1)
    return issue.errors.flatMap(branch =>
      branch.filter(each => each.path.length > 0).map(each => insideOf(path, each)),
    )
  return [path.slice(0, madeOf(path).length === 0 ? 1 : 2)]
}

/** The definitions that come of what stands at a path; a value becomes a feature and a segmentation. */
function madeOf(path: readonly string[]): DefinitionRef[] {
  const [section, id] = path
  if (section === 'values' && id !== undefined)
    return [
      { kind: 'feature', id },
      { kind: 'segmentation', id: valueClasses(id) },
    ]
  const ref = definitionAt(path)
  return ref === undefined ? [] : [ref]
}

function insideOf(path: readonly string[], { path: inner }: z.core.$ZodIssue): string[] {
  return [...path, ...inner.map(String)].slice(0, 2)
}
