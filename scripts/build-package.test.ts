import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'kindred-packed-'))

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  })
}

beforeAll(() => {
  run(process.execPath, ['scripts/build-package.ts', '--if-changed'], root)
  const [{ filename }] = JSON.parse(run('npm', ['pack', join(root, 'dist/kindred'), '--json'], folder))
  writeFileSync(join(folder, 'package.json'), '{"private": true}')
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, filename)], folder)
}, 600_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the packed package, installed in an empty folder, answers to npx kindred --help', () => {
  const help = run('npx', ['--no-install', 'kindred', '--help'], folder)
  expect(help).toContain('Usage: kindred')
  expect(help).toContain('segments')
}, 60_000)

test('what was installed is JavaScript with the assets it needs, and makes a workspace', () => {
  const made = run('npx', ['--no-install', 'kindred', 'init', 'shop', '--json'], folder)
  expect(JSON.parse(made).files.sort()).toEqual([
    'definitions.schema.json',
    'kindred.config.yaml',
    'workspace.yaml',
  ])
  const sources = readdirSync(join(folder, 'node_modules/kindred/src'), { recursive: true, encoding: 'utf8' })
  expect(sources.filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))).toEqual([])
}, 60_000)

test('the packed package opens its embedded stores', () => {
  const health = JSON.parse(run('npx', ['--no-install', 'kindred', '-C', 'shop', 'doctor', '--json'], folder))
  expect(health.ok).toBe(true)
}, 120_000)

test('the packed package has the console in it, and none of what it was built of', () => {
  const packed = join(folder, 'node_modules/kindred/node_modules/@kindred/console')
  expect(readdirSync(packed).sort()).toEqual(['dist', 'package.json'])
  expect(readFileSync(join(packed, 'dist/index.html'), 'utf8')).toContain('/assets/index-')
  expect(readdirSync(join(folder, 'node_modules'))).not.toContain('react')
})

test('the manifest names every package that ours import, and nothing of this repository', () => {
  const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/kindred/package.json'), 'utf8'))
  expect(Object.keys(manifest.dependencies)).toContain('fastify')
  expect(manifest.bundleDependencies).toContain('@kindred/language')
  expect(JSON.stringify(manifest)).not.toContain('workspace:')
})
