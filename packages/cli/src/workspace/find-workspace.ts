import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { cliError } from '../errors.ts'

export const CONFIG_FILE = 'kindred.config.yaml'

/**
 * The workspace folder: the one given, else the nearest that has a `kindred.config.yaml`, upwards from here.
 *
 * @throws CliError `folder_not_found`, `no_workspace`
 */
export function findWorkspace(given: string | undefined, from = process.cwd()): string {
  if (given !== undefined) return checked(resolve(from, given))
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG_FILE))) return folder
    if (folder === dirname(folder)) throw cliError('no_workspace', { folder: from })
  }
}

function checked(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw cliError('folder_not_found', { folder })
  if (!existsSync(join(folder, CONFIG_FILE))) throw cliError('no_workspace', { folder })
  return folder
}
