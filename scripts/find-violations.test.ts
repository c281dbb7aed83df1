import { expect, test } from 'vitest'
import { findViolations } from './find-violations.ts'

const file = (path: string, text: string) => ({ path, text })

test('an import the table does not list is named with what would be allowed', () => {
  const found = findViolations([file('packages/language/src/sql/a.ts', "import { x } from '../parse/b.ts'")])
  expect(found).toEqual([
    'packages/language/src/sql/a.ts imports language/parse: language/sql may import ast, vocabulary.',
  ])
})

test('a package outside the row of its importer is refused', () => {
  const found = findViolations([file('packages/api/src/a.ts', "import type { X } from '@kindred/engine'")])
  expect(found).toEqual(['packages/api/src/a.ts imports @kindred/engine: api may import language.'])
})

test('another package is not reached by path', () => {
  const found = findViolations([
    file('packages/cli/src/a.ts', "import { x } from '../../server/src/index.ts'"),
  ])
  expect(found[0]).toContain('import @kindred/server')
})

test('a stage may not import another stage', () => {
  const found = findViolations([
    file('packages/engine/src/segments/a.ts', "import { x } from '../features/b.ts'"),
  ])
  expect(found).toHaveLength(1)
})

test('folders that import each other are a cycle, told once with its path', () => {
  const found = findViolations([
    file('packages/stores/src/memory/a.ts', "import { x } from '../files/b.ts'"),
    file('packages/stores/src/files/b.ts', "import { y } from '../memory/a.ts'"),
  ])
  expect(found).toEqual([
    'Folders import each other in a circle: stores/memory → stores/files → stores/memory.',
  ])
})

test('imports over several lines, re-exports and dynamic imports are seen', () => {
  const text =
    "import {\n  a,\n  b,\n} from '@kindred/stores'\nexport * from '@kindred/server'\nawait import('@kindred/cli')"
  expect(findViolations([file('packages/engine/src/index.ts', text)])).toHaveLength(3)
})

test('what the table allows passes', () => {
  const text = "import type { Window } from '../ast/window.ts'\nimport { z } from 'zod'"
  expect(findViolations([file('packages/language/src/check/a.ts', text)])).toEqual([])
})
