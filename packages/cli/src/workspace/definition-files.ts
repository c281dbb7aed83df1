import { isUtf8 } from 'node:buffer'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parse } from 'yaml'
import { whyNot } from '../disk-failure.ts'
import { CliError, cliError } from '../errors.ts'
import { CONFIG_FILE } from './find-workspace.ts'

export interface DefinitionFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** Whether these are all there is: then what came from a file before and is not here is gone. */
  readonly complete: boolean
}

/**
 * The definition files to plan or apply: those named, or all of the workspace (its `definitions` list, else every
 * YAML file in the folder that is neither configuration nor mapping, and `workspace.json`).
 *
 * @throws CliError `no_definition_files`, `file_not_readable`, `config_not_readable`
 */
export function readDefinitionFiles(
  folder: string,
  named: readonly string[],
  from = process.cwd(),
): DefinitionFiles {
  const paths = named.length > 0 ? named.map(file => resolve(from, file)) : filesOf(folder)
  if (paths.length === 0) throw cliError('no_definition_files', { folder })
  const files = paths.map(path => ({ name: relative(folder, path), text: readText(path) }))
  return { files, complete: named.length === 0 }
}

/** @throws CliError `file_not_readable` */
export function readText(path: string): string {
  try {
    const bytes = readFileSync(path)
    // A letter that cannot be read must not become another in silence.
    if (!isUtf8(bytes)) throw cliError('file_not_readable', { file: path, why: 'it is not UTF-8' })
    return bytes.toString('utf8')
  } catch (error) {
    if (error instanceof CliError) throw error
    throw cliError('file_not_readable', { file: path, why: whyNot(error) ?? String(error) })
  }
}

function filesOf(folder: string): string[] {
  const listed = listedFiles(join(folder, CONFIG_FILE))
  if (listed !== undefined) return listed.map(name => resolve(folder, name))
  return readdirSync(folder)
    .filter(
      name => /(\.ya?ml|^workspace\.json)$/.test(name) && name !== CONFIG_FILE && !/\.map\.ya?ml$/.test(name),
    )
    .sort()
    .map(name => join(folder, name))
}

function listedFiles(config: string): string[] | undefined {
  if (!existsSync(config)) return undefined
  const read: unknown = parseConfig(config)
  if (typeof read !== 'object' || read === null || !('definitions' in read)) return undefined
  const { definitions } = read
  if (Array.isArray(definitions) && definitions.every(name => typeof name === 'string')) return definitions
  throw cliError('config_not_readable', { file: config, why: "'definitions' should be a list of file names" })
}

function parseConfig(config: string): unknown {
  try {
    return parse(readText(config))
  } catch (error) {
    throw cliError('config_not_readable', {
      file: config,
      why: error instanceof Error ? error.message : String(error),
    })
  }
}
