import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Makes `dist/kindred`, a folder that `npm pack` turns into the published package: every package of ours as
 * JavaScript with its types, bundled under `node_modules/@kindred`, and one manifest with all they depend on.
 * With `--if-changed` the console is taken as it was built last where nothing it is built of has changed since.
 */

interface Manifest {
  readonly name: string
  readonly version: string
  readonly dependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly exports?: Record<string, string>
}

const root = resolve(import.meta.dirname, '..')
const compiled = join(root, 'dist/compiled')
const staged = join(root, 'dist/kindred')
const SCHEMA = 'definitions.schema.json'
const bundled = ['language', 'learning', 'engine', 'stores', 'api', 'server']

rmSync(join(root, 'dist'), { recursive: true, force: true })
execFileSync('tsc', ['-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
execFileSync(process.execPath, ['scripts/build-console.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
})
for (const name of bundled) stagePackage(name, join(staged, 'node_modules/@kindred', name))
stageCatalog()
stageConsole()
stageCli()
console.log(`Built ${staged}. Pack it with: npm pack ./dist/kindred`)

function stagePackage(name: string, target: string): void {
  copySources(name, target)
  const { version, exports } = manifestOf(`packages/${name}`)
  const published = { name: `@kindred/${name}`, version, type: 'module', exports: withTypes(exports ?? {}) }
  writeJson(join(target, 'package.json'), published)
}

/** The empty database that every new workspace's catalog is a copy of. */
function stageCatalog(): void {
  execFileSync(process.execPath, ['scripts/prepare-catalog.ts'], { cwd: root, stdio: 'inherit' })
  const target = join(staged, 'node_modules/@kindred/stores/prepared')
  cpSync(join(root, 'packages/stores/prepared'), target, { recursive: true })
}

/** Files for browsers, with everything they stand on in them. */
function stageConsole(): void {
  const target = join(staged, 'node_modules/@kindred/console')
  const { name, version, exports } = manifestOf('packages/console')
  cpSync(join(root, 'packages/console/dist'), join(target, 'dist'), { recursive: true })
  writeJson(join(target, 'package.json'), { name, version, exports })
}

function stageCli(): void {
  copySources('cli', staged)
  for (const folder of ['bin', 'assets'])
    cpSync(join(root, 'packages/cli', folder), join(staged, folder), { recursive: true })
  cpSync(join(root, 'docs/reference', SCHEMA), join(staged, 'assets', SCHEMA))
  for (const file of ['LICENSE', 'README.md', 'CHANGELOG.md'])
    if (existsSync(join(root, file))) cpSync(join(root, file), join(staged, file))
  chmodSync(join(staged, 'bin/kindred.js'), 0o755)
  writeJson(join(staged, 'package.json'), cliManifest())
}

function cliManifest(): object {
  const all = [...bundled, 'cli'].map(name => manifestOf(`packages/${name}`))
  const ours = Object.fromEntries(
    [...bundled, 'console'].map(name => [`@kindred/${name}`, manifestOf(`packages/${name}`).version]),
  )
  const node = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node
  return {
    name: 'kindred',
    version: manifestOf('packages/cli').version,
    description:
      'Customer segmentation and decision engine: finds the groups, says why, decides what to offer.',
    license: 'Apache-2.0',
    type: 'module',
    bin: { kindred: 'bin/kindred.js' },
    engines: { node: '>=20' },
    dependencies: { ...external(all.map(manifest => manifest.dependencies)), ...ours },
    optionalDependencies: { ...external(all.map(manifest => manifest.optionalDependencies)), node },
    bundleDependencies: Object.keys(ours),
  }
}

function external(lists: readonly (Record<string, string> | undefined)[]): Record<string, string> {
  const merged: Record<string, string> = Object.assign({}, ...lists)
  return Object.fromEntries(
    Object.entries(merged)
      .filter(([name]) => !name.startsWith('@kindred/'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

function copySources(name: string, target: string): void {
  mkdirSync(target, { recursive: true })
  cpSync(join(compiled, name, 'src'), join(target, 'src'), { recursive: true })
}

function withTypes(exports: Record<string, string>): Record<string, { types: string; default: string }> {
  return Object.fromEntries(
    Object.entries(exports).map(([entry, path]) => [
      entry,
      { types: path.replace(/\.ts$/, '.d.ts'), default: path.replace(/\.ts$/, '.js') },
    ]),
  )
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
}

function writeJson(path: string, value: object): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}
