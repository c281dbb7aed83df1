import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDefinitionFiles } from './definition-files.ts'
import { findWorkspace } from './find-workspace.ts'

function workspace(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindred-cli-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

test('the nearest folder with a configuration is the workspace', () => {
  const folder = workspace({ 'kindred.config.yaml': '' })
  const inside = join(folder, 'a/b')
  mkdirSync(inside, { recursive: true })
  expect(findWorkspace(undefined, inside)).toBe(folder)
})

test('no workspace anywhere says how to make one', () => {
  const folder = workspace({})
  expect(() => findWorkspace(undefined, folder)).toThrow(/no kindred.config.yaml/)
  expect(() => findWorkspace('nowhere', folder)).toThrow(/no folder/)
})

test('without names, every definition file is taken: neither configuration nor mapping', () => {
  const folder = workspace({
    'kindred.config.yaml': '',
    'b.yaml': 'b',
    'a.yml': 'a',
    'events.map.yaml': 'm',
    'x.csv': '',
  })
  const { files, complete } = readDefinitionFiles(folder, [])
  expect(files.map(file => file.name)).toEqual(['a.yml', 'b.yaml'])
  expect(complete).toBe(true)
})

test('a list in the configuration is taken as it stands', () => {
  const folder = workspace({ 'kindred.config.yaml': 'definitions: [b.yaml]', 'a.yaml': '', 'b.yaml': 'b' })
  expect(readDefinitionFiles(folder, []).files.map(file => file.name)).toEqual(['b.yaml'])
})

test('named files are a part of the whole', () => {
  const folder = workspace({ 'kindred.config.yaml': '', 'a.yaml': 'a' })
  const { files, complete } = readDefinitionFiles(folder, ['a.yaml'], folder)
  expect([files, complete]).toEqual([[{ name: 'a.yaml', text: 'a' }], false])
})

test('a folder without definitions, and a file that is not there, are named', () => {
  const folder = workspace({ 'kindred.config.yaml': '' })
  expect(() => readDefinitionFiles(folder, [])).toThrow(/no definition file/)
  expect(() => readDefinitionFiles(folder, ['gone.yaml'], folder)).toThrow(
    /gone.yaml cannot be read: it is not there/,
  )
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from('segments: { \u00e9: true }', 'latin1'))
  expect(() => readDefinitionFiles(folder, ['latin.yaml'], folder)).toThrow(
    /latin.yaml cannot be read: it is not UTF-8/,
  )
  mkdirSync(join(folder, 'more'))
  expect(() => readDefinitionFiles(folder, ['more'], folder)).toThrow(/more cannot be read: it is a folder/)
})
