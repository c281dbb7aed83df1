import { posix } from 'node:path'
import { folders, packages, typeCircles } from './layers.ts'

export interface SourceText {
  /** From the repository's root, with slashes. */
  readonly path: string
  readonly text: string
}

interface Import {
  readonly from: string
  readonly specifier: string
  readonly typeOnly: boolean
}

const IMPORT =
  /^\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm

/**
 * Imports that the table in `layers.ts` does not list, and cycles between the folders of a package.
 *
 * @example
 * findViolations([{ path: 'packages/language/src/sql/a.ts', text: "import { x } from '../parse/b.ts'" }])
 * // ["packages/language/src/sql/a.ts imports language/parse: language/sql may import ast, vocabulary."]
 */
export function findViolations(sources: readonly SourceText[]): string[] {
  const edges = new Map<string, Set<string>>()
  const violations = sources.flatMap(source =>
    importsOf(source).flatMap(found => {
      noteFolderEdge(found, edges)
      return judge(found)
    }),
  )
  return [...violations, ...cycles(edges)]
}

function importsOf({ path, text }: SourceText): Import[] {
  return [...text.matchAll(IMPORT)].map(match => ({
    from: path,
    specifier: match[2] ?? match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined,
  }))
}

function judge(found: Import): string[] {
  const here = placeOf(found.from)
  const outside = /^@kindred\/([a-z]+)/.exec(found.specifier)?.[1]
  if (outside !== undefined) return judgePackage(found.from, here.package, outside)
  if (!found.specifier.startsWith('.')) return []
  const there = placeOf(posix.join(posix.dirname(found.from), found.specifier))
  if (there.package !== here.package)
    return [`${found.from} reaches into packages/${there.package} by path: import @kindred/${there.package}.`]
  return judgeFolder(found.from, here, there)
}

function judgePackage(from: string, here: string, outside: string): string[] {
  const allowed = packages[here] ?? []
  if (outside === here || allowed.includes(outside)) return []
  return [`${from} imports @kindred/${outside}: ${here} may import ${list(allowed)}.`]
}

function judgeFolder(from: string, here: Room, there: Room): string[] {
  if (here.folder === there.folder || here.folder === '' || isTest(from)) return []
  const allowed = folders[here.package]?.[here.folder]
  if (allowed === undefined || allowed.includes('*') || there.folder === '' || allowed.includes(there.folder))
    return []
  return [
    `${from} imports ${there.package}/${there.folder}: ${here.package}/${here.folder} may import ${list(allowed)}.`,
  ]
}

function noteFolderEdge(found: Import, edges: Map<string, Set<string>>): void {
  if (!found.specifier.startsWith('.') || isTest(found.from)) return
  const here = placeOf(found.from)
  const there = placeOf(posix.join(posix.dirname(found.from), found.specifier))
  if (here.package !== there.package || here.folder === there.folder) return
  if (here.folder === '' || there.folder === '') return
  const [a, b] = [`${here.package}/${here.folder}`, `${there.package}/${there.folder}`]
  if (found.typeOnly && typeCircles.some(pair => pair.includes(a) && pair.includes(b))) return
  const targets = edges.get(a) ?? new Set<string>()
  edges.set(a, targets.add(b))
}

interface Room {
  readonly package: string
  readonly folder: string
}

function placeOf(path: string): Room {
  const [, name = '', , ...rest] = path.split('/')
  return { package: name, folder: rest.length > 1 ? (rest[0] ?? '') : '' }
}

function isTest(path: string): boolean {
  return /\.(test|test-d|spec)\.tsx?$/.test(path) || path.includes('/testing/')
}

/** Each cycle once, as the path that closes it. */
function cycles(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Map<string, string>()
  const walk = (path: readonly string[]): void => {
    for (const next of edges.get(path[path.length - 1] ?? '') ?? []) {
      const at = path.indexOf(next)
      if (at === -1) walk([...path, next])
      else {
        const key = [...path.slice(at)].sort().join()
        if (!found.has(key)) found.set(key, [...path.slice(at), next].join(' → '))
      }
    }
  }
  for (const start of edges.keys()) walk([start])
  return [...found.values()].map(cycle => `Folders import each other in a circle: ${cycle}.`)
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing of ours' : names.join(', ')
}
