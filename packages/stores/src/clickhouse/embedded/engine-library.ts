import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { WarehouseError } from '../errors.ts'

const packages: Readonly<Record<string, string>> = {
  'linux x64': '@chdb/lib-linux-x64-gnu',
  'linux arm64': '@chdb/lib-linux-arm64-gnu',
  'darwin x64': '@chdb/lib-darwin-x64',
  'darwin arm64': '@chdb/lib-darwin-arm64',
}

export interface Platform {
  readonly system: string
  readonly processor: string
  /** Linux only: whether the C library is glibc, which the engine is built against. */
  readonly glibc: boolean
}

/** The machine this process runs on. */
export function ownPlatform(): Platform {
  return {
    system: process.platform,
    processor: process.arch,
    glibc: process.platform !== 'linux' || hasGlibc(),
  }
}

/** The npm package that holds the engine for a platform, or `undefined` where there is none (Alpine, Windows). */
export function enginePackage(platform: Platform): string | undefined {
  return platform.glibc ? packages[`${platform.system} ${platform.processor}`] : undefined
}

/**
 * The engine's shared library on this machine.
 *
 * @throws WarehouseError `engine_not_for_this_platform` where none is published (musl, Windows),
 * `engine_not_installed` where npm left the optional package out.
 */
export function engineLibrary(platform: Platform = ownPlatform()): string {
  const name = enginePackage(platform)
  const place = `${platform.system} ${platform.processor}${platform.glibc ? '' : ' without glibc'}`
  if (name === undefined) throw new WarehouseError('engine_not_for_this_platform', { place })
  const path = libraryOf(name)
  if (path === undefined) throw new WarehouseError('engine_not_installed', { name, place })
  return path
}

function libraryOf(name: string): string | undefined {
  try {
    // The package's main is another binding, which must not be loaded: only its folder is wanted.
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
    return ['libchdb.so', 'libchdb.dylib'].map(file => join(folder, file)).find(existsSync)
  } catch {
    return undefined
  }
}

function hasGlibc(): boolean {
  const report: { header?: { glibcVersionRuntime?: string } } = process.report.getReport()
  return report.header?.glibcVersionRuntime !== undefined
}
