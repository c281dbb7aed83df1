import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { cliError } from '../errors.ts'
import { style } from '../terminal/style.ts'

const assets = join(import.meta.dirname, '../../assets')
const SCHEMA = 'definitions.schema.json'
/** In the package among the assets, in a checkout where it is published. */
const schema = [join(assets, SCHEMA), join(import.meta.dirname, '../../../../docs/reference', SCHEMA)].find(
  existsSync,
)

export function addInit(program: Command): void {
  program
    .command('init <dir>')
    .description('a workspace with a commented example')
    .action((dir: string, _: unknown, command: Command) => {
      const folder = resolve(dir)
      copyTemplate('init', folder)
      const { json } = command.optsWithGlobals<{ json?: boolean }>()
      console.log(
        json === true ? JSON.stringify({ folder, files: readdirSync(folder) }, null, 2) : nextSteps(folder),
      )
    })
}

/**
 * The template, and the schema by which editors complete and check its definitions.
 *
 * @throws CliError `folder_not_empty`; nothing is ever overwritten
 */
export function copyTemplate(template: 'init' | 'demo', folder: string): void {
  const found = existsSync(folder) ? readdirSync(folder)[0] : undefined
  if (found !== undefined) throw cliError('folder_not_empty', { folder, found })
  mkdirSync(folder, { recursive: true })
  cpSync(join(assets, template), folder, { recursive: true })
  if (schema !== undefined) cpSync(schema, join(folder, SCHEMA))
}

function nextSteps(folder: string): string {
  const dir = relative(process.cwd(), folder) || '.'
  return [
    `${style.good('✓')} ${dir}: workspace.yaml (your definitions), kindred.config.yaml (where the data lies)`,
    `  and ${SCHEMA}, by which editors complete and check the definitions`,
    'Next, in that folder:',
    '  kindred import customers customers.csv --id id --dry-run      see how a file would be read',
    '  kindred import events orders.csv --event purchase --customer customer_id --at created_at --dry-run',
    '  kindred plan    kindred apply    kindred refresh    kindred segments',
  ].join('\n')
}
