import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { compileDefinitions } from '../compile/compile-definitions.ts'
import { describeProblem } from '../definition-problem.ts'
import { mergeDefinitions } from '../merge-definitions.ts'
import { definitionsJsonSchema, type JsonSchema } from './definitions-json-schema.ts'
import { readDefinitionFile } from './read-definition-file.ts'
import { readYaml } from './read-yaml.ts'

const root = join(import.meta.dirname, '../../../../..')
const page = readFileSync(join(root, 'docs/reference/definitions.md'), 'utf8')
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ''], index) => ({
  name: `example ${index + 1}`,
  text,
}))

test('the published JSON Schema is the one that files are checked with', async () => {
  const published = `${JSON.stringify(definitionsJsonSchema(), null, 2)}\n`
  await expect(published).toMatchFileSnapshot(join(root, 'docs/reference/definitions.schema.json'))
})

test('the examples of the page make one workspace without a problem', () => {
  const read = examples.map(readDefinitionFile)
  const files = read.flatMap(({ file }) => file ?? [])
  const merged = mergeDefinitions({ current: undefined, files, complete: true })
  const compiled = compileDefinitions(
    merged.definitions,
    files.map(({ places }) => places),
  )
  const problems = [...read.flatMap(each => each.problems), ...merged.problems, ...compiled.problems]
  expect(problems.map(describeProblem)).toEqual([])
  expect(compiled.segmentations.size).toBe(9)
})

test('the examples of the page, and of the repository, are what the JSON Schema asks for', () => {
  const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(definitionsJsonSchema())))
  const retail = readFileSync(join(root, 'examples/online-retail/workspace.yaml'), 'utf8')
  for (const { name, text } of [...examples, { name: 'online-retail', text: retail }]) {
    const { success, error } = schema.safeParse(readYaml(name, text).content)
    expect(success, `${name}: ${error?.message}`).toBe(true)
  }
  for (const wrong of [{ segmnts: {} }, { segments: { 'Big One': 'x' } }, { attributes: { a: 'txt' } }])
    expect(schema.safeParse(wrong).success).toBe(false)
})

test('every key of a definition file is on the page', () => {
  const missing = keysOf(definitionsJsonSchema()).filter(
    key => !page.includes(`\`${key}\``) && !page.includes(`${key}:`),
  )
  expect(missing).toEqual([])
})

function keysOf(schema: JsonSchema): string[] {
  const parts = [
    ...Object.values(schema.properties ?? {}),
    ...[schema.items ?? []].flat(),
    ...(schema.anyOf ?? []),
    ...(typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : []),
  ]
  return [...new Set([...Object.keys(schema.properties ?? {}), ...parts.flatMap(keysOf)])]
}
