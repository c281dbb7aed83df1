import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** A file of the built console. */
export interface ConsoleFile {
  readonly type: string
  readonly body: Buffer
  /** The same for those who take it so; made when it is first asked for. */
  gzipped(): Promise<Buffer>
}

/** By the ending of a name; what has another is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/**
 * What `npm run console` built: by path, from `/assets/…`; `undefined` when it has not been built. They are read once,
 * so that no path of a request ever reaches the file system. About 2 MB.
 */
export function readConsole(folder: string = consoleFolder()): ReadonlyMap<string, ConsoleFile> | undefined {
  if (!existsSync(join(folder, 'index.html'))) return undefined
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return new Map(names.flatMap(name => fileOf(folder, name)))
}

function fileOf(folder: string, name: string): [string, ConsoleFile][] {
  const type = types[extname(name)]
  if (type === undefined) return []
  const body = readFileSync(join(folder, name))
  let packed: Promise<Buffer> | undefined
  const gzipped = () => {
    packed ??= compress(body)
    return packed
  }
  return [[`/${relative('.', name).split(sep).join('/')}`, { type, body, gzipped }]]
}

/** Beside the manifest of the package, in a checkout and in the published package alike. */
function consoleFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@kindred/console/package.json')), 'dist')
}
