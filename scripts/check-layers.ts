import { globSync, readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { argv, exit } from 'node:process'
import { findViolations, type SourceText } from './find-violations.ts'

const root = resolve(import.meta.dirname, '..')

const sources: SourceText[] = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: root }).map(path => ({
  path: relative(root, resolve(root, path)),
  text: readFileSync(resolve(root, path), 'utf8'),
}))
const violations = findViolations(sources)
for (const violation of violations) console.error(violation)
if (argv.includes('--count') || violations.length === 0)
  console.log(`layers: ${sources.length} files read, ${violations.length} imports out of place`)
exit(violations.length === 0 ? 0 : 1)
