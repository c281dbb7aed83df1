import { expect, test } from 'vitest'
import type { Definitions } from '../records/definitions.ts'
import { describeProblem } from './definition-problem.ts'
import { type DefinitionFile, readDefinitionFile } from './files/read-definition-file.ts'
import { mergeDefinitions } from './merge-definitions.ts'

function file(name: string, text: string): DefinitionFile {
  const read = readDefinitionFile({ name, text })
  if (read.file === undefined) throw new Error(read.problems.map(describeProblem).join('\n'))
  return read.file
}

function stored(...files: DefinitionFile[]): Definitions {
  return mergeDefinitions({ current: undefined, files, complete: true }).definitions
}

const a = file('a.yaml', 'segments: { one: did(x), two: did(y) }')
const b = file('b.yaml', 'segments: { three: did(z) }\nattributes: { country: text }')

test('every definition remembers its file', () => {
  const { segments } = stored(a, b)
  expect(Object.entries(segments).map(([id, { source }]) => [id, source])).toEqual([
    ['one', 'a.yaml'],
    ['two', 'a.yaml'],
    ['three', 'b.yaml'],
  ])
})

test('applying one file replaces what came from it and leaves the rest', () => {
  const next = file('a.yaml', 'segments: { two: did(q), four: did(x) }')
  const { definitions } = mergeDefinitions({ current: stored(a, b), files: [next], complete: false })
  expect(Object.keys(definitions.segments)).toEqual(['two', 'three', 'four'])
  expect(definitions.segments.two?.when).toBe('did(q)')
})

test('applying all files removes what no file holds any more', () => {
  const { definitions } = mergeDefinitions({ current: stored(a, b), files: [b], complete: true })
  expect(Object.keys(definitions.segments)).toEqual(['three'])
})

test('what an import declared stays until a file declares it', () => {
  const current: Definitions = {
    ...stored(b),
    attributes: { city: { type: 'text', source: 'import' }, country: { type: 'text', source: 'b.yaml' } },
  }
  const kept = mergeDefinitions({ current, files: [a], complete: true }).definitions
  expect(Object.keys(kept.attributes)).toEqual(['city'])
  const declaring = file('c.yaml', 'attributes: { city: { type: text, label: town } }')
  const merged = mergeDefinitions({ current, files: [declaring], complete: false })
  expect(merged.definitions.attributes.city).toEqual({ type: 'text', label: 'town', source: 'c.yaml' })
  expect(merged.takenOver).toEqual([])
})

test('an id that came from another file is taken over, and that is said', () => {
  const taking = file('c.yaml', 'segments: { one: did(q) }')
  const { definitions, takenOver } = mergeDefinitions({
    current: stored(a, b),
    files: [taking],
    complete: false,
  })
  expect(takenOver).toEqual([{ definition: { kind: 'segment', id: 'one' }, from: 'a.yaml', to: 'c.yaml' }])
  expect(Object.keys(definitions.segments)).toEqual(['one', 'two', 'three'])
})

test('one id in two files of one apply is a problem that names both', () => {
  const twice = file('c.yaml', 'segments:\n  one: did(q)')
  const { problems } = mergeDefinitions({ current: undefined, files: [a, twice], complete: true })
  expect(problems.map(describeProblem)).toEqual([
    "c.yaml, line 2, columns 3–5, segment 'one': The segment 'one' is defined twice: the first is in a.yaml. Remove one of the two, or give one another name.",
  ])
})

test("settings: a file's win over the configuration's, those over the defaults", () => {
  const defaults = { file: 'kindred.config.yaml', settings: { timezone: 'Europe/London', currency: 'GBP' } }
  const files = [file('c.yaml', 'timezone: Europe/Prague')]
  const { settings } = mergeDefinitions({ current: undefined, files, complete: true, defaults }).definitions
  expect(settings).toEqual({
    workspace: 'workspace',
    timezone: 'Europe/Prague',
    currency: 'GBP',
    weekStart: 1,
    sources: { timezone: 'c.yaml', currency: 'kindred.config.yaml' },
  })
})

test('a setting of a file that is not applied now stays; two files that disagree are a problem', () => {
  const current = stored(file('a.yaml', 'timezone: Europe/Prague'))
  const silent = mergeDefinitions({ current, files: [b], complete: false })
  expect(silent.definitions.settings.timezone).toBe('Europe/Prague')
  const loud = mergeDefinitions({ current, files: [file('b.yaml', 'timezone: UTC')], complete: false })
  expect(loud.problems.map(describeProblem)).toEqual([
    "b.yaml, line 1, columns 11–13: 'timezone' is 'UTC' here and 'Europe/Prague' in a.yaml. Keep it in one file, or make the two equal.",
  ])
  const gone = mergeDefinitions({ current, files: [file('a.yaml', '')], complete: false })
  expect(gone.definitions.settings.timezone).toBe('UTC')
})

test('a champion that promoting wrote stays under any apply, and goes with its model', () => {
  const churn = file('m.yaml', 'models: { churn: { target: never(x) in next 90d } }')
  const promoted = file('champion:churn', 'champions: { churn: 3 }')
  const current = mergeDefinitions({ current: stored(churn), files: [promoted], complete: false }).definitions
  expect(current.champions).toEqual({ churn: { version: 3, source: 'champion:churn' } })
  const again = mergeDefinitions({ current, files: [churn, b], complete: true })
  expect(again.definitions.champions).toEqual(current.champions)
  const gone = mergeDefinitions({ current, files: [b], complete: true })
  expect(gone.definitions.champions).toEqual({})
  const next = mergeDefinitions({
    current,
    files: [file('champion:churn', 'champions: { churn: 4 }')],
    complete: false,
  })
  expect(next.definitions.champions.churn?.version).toBe(4)
  expect(next.takenOver).toEqual([])
})

test('a champion that a file names is not overwritten in silence by a promotion', () => {
  const own = file('m.yaml', 'models: { churn: { target: never(x) in next 90d } }\nchampions: { churn: 1 }')
  const promoted = file('champion:churn', 'champions: { churn: 2 }')
  const { takenOver } = mergeDefinitions({ current: stored(own), files: [promoted], complete: false })
  expect(takenOver).toEqual([
    { definition: { kind: 'champion', id: 'churn' }, from: 'm.yaml', to: 'champion:churn' },
  ])
})

test('what was written over the API by hand stays under any apply, until a file declares it', () => {
  const edited = file('console:callers', '{"segments": {"callers": {"when": "did(call)"}}}')
  const { definitions } = mergeDefinitions({ current: undefined, files: [edited], complete: false })
  const other = file('a.yaml', 'segments: { buyers: did(purchase) }')
  const kept = mergeDefinitions({ current: definitions, files: [other], complete: true })
  expect(Object.keys(kept.definitions.segments)).toEqual(['callers', 'buyers'])
  const declared = file('a.yaml', 'segments: { callers: "did(call, 30m)" }')
  const taken = mergeDefinitions({ current: kept.definitions, files: [declared], complete: true })
  expect(taken.definitions.segments.callers).toMatchObject({ when: 'did(call, 30m)', source: 'a.yaml' })
  const removed = mergeDefinitions({
    current: definitions,
    files: [file('console:callers', '{}')],
    complete: false,
  })
  expect(removed.definitions.segments).toEqual({})
})
