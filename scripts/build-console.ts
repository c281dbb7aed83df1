import { execFileSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Builds the console, as `npm run console` does. With `--if-changed`, only when something it is built of is newer than
 * what was built last: tests need it three times in one run, and `npm ci` has just made it.
 */

const root = resolve(import.meta.dirname, '..')
/** The console, the packages of ours that are in it, and what all its other packages come from. */
const madeOf = [
  'packages/console/{src,public}/**',
  'packages/console/{index.html,package.json,vite.config.ts}',
  'packages/{api,language}/src/**',
  'package-lock.json',
]
const page = 'packages/console/dist/index.html'

function changedAt(patterns: readonly string[]): number {
  const files = globSync(patterns, { cwd: root })
  return Math.max(0, ...files.map(file => statSync(resolve(root, file)).mtimeMs))
}

if (!process.argv.includes('--if-changed') || changedAt([page]) < changedAt(madeOf))
  execFileSync('npm', ['run', '--silent', 'console'], { cwd: root, stdio: 'inherit' })
