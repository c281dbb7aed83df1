import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * Adds to `package-lock.json` the optional packages of other platforms that the registry at hand did not serve while
 * it was written. Without them `npm ci` says that lock and manifests differ, here and on those platforms. Run it after
 * `npm install` has changed the lock; `complete-lock.test.ts` says when it is needed.
 */

interface LockEntry {
  readonly version?: string
  readonly dev?: boolean
  readonly optionalDependencies?: Record<string, string>
}
interface Lock {
  readonly packages: Record<string, LockEntry>
}

const file = join(resolve(import.meta.dirname, '..'), 'package-lock.json')
const oses = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
]
const cpus = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32']

/** Names of optional packages that some entry asks for and the lock lacks, with what they should say. */
export function missingEntries(lock: Lock): Record<string, object> {
  const missing: Record<string, object> = {}
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isExact(version) || isLocked(lock, path, name)) continue
      missing[`node_modules/${name}`] = entryOf(name, version, entry.dev === true)
    }
  }
  return missing
}

function isLocked(lock: Lock, path: string, name: string): boolean {
  return [`${path}/node_modules/${name}`, `node_modules/${name}`].some(
    place => lock.packages[place]?.version !== undefined,
  )
}

function isExact(version: string): boolean {
  return /^\d+\.\d+\.\d+/.test(version)
}

function entryOf(name: string, version: string, dev: boolean): object {
  const words = name.replace('@', '').split(/[-/]/)
  const os = oses.filter(each => words.includes(each))
  const cpu = cpus.filter(each => words.some(word => word === each || (each === 'arm' && word === 'arm')))
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev: true } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  }
}

if (import.meta.main) {
  const lock: Lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock)
  const packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  writeFileSync(file, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} packages of other platforms added to the lock`)
}
