import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { copyTemplate } from './init.ts'

const folder = mkdtempSync(join(tmpdir(), 'kindred-init-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(['init', 'demo'] as const)('the schema that definitions of %s name lies beside them', template => {
  const made = join(folder, template)
  copyTemplate(template, made)
  const [first = ''] = readFileSync(join(made, 'workspace.yaml'), 'utf8').split('\n')
  const named = first.replace('# yaml-language-server: $schema=./', '')
  expect(readdirSync(made)).toContain(named)
  expect(JSON.parse(readFileSync(join(made, named), 'utf8')).properties).toHaveProperty('segments')
})

test('nothing is written into a folder that holds something', () => {
  expect(() => copyTemplate('init', folder)).toThrow(`${folder} already holds`)
})
