import { readFile } from 'node:fs/promises'
import { type DefinitionProblem, hasErrors, readYaml, type WrittenSettings } from '@kindred/engine'
import { configShapeProblems } from './config-problems.ts'
import { configSchema, type WrittenConfig } from './config-schema.ts'
import { WorkspaceError } from './errors.ts'
import { type SignInAddress, signInAddress } from './sign-in-address.ts'
import {
  type CatalogAddress,
  catalogAddress,
  type Environment,
  type ProfilesAddress,
  profilesAddress,
  type WarehouseAddress,
  warehouseAddress,
} from './store-addresses.ts'
import { CONFIG_FILE, workspacePaths } from './workspace-paths.ts'

/** What `kindred.config.yaml` says, with the environment's word over it. */
export interface WorkspaceConfig {
  /** Defaults for what no definition file sets. */
  readonly settings: WrittenSettings
  readonly warehouse: WarehouseAddress
  readonly catalog: CatalogAddress
  readonly profiles: ProfilesAddress
  /** Absent: one signs in by password only. */
  readonly signIn?: SignInAddress
  /** Definition files by name; `undefined`: all there are in the folder. */
  readonly definitions: readonly string[] | undefined
}

export interface ReadConfig {
  /** Absent when there are errors. */
  readonly config?: WorkspaceConfig
  readonly problems: readonly DefinitionProblem[]
}

/**
 * Reads a workspace's configuration. `KINDRED_WAREHOUSE_URL` (several divided by commas, with
 * `KINDRED_WAREHOUSE_CLUSTER`), `KINDRED_CATALOG_URL` and `KINDRED_PROFILES_URL` go before what the file says.
 *
 * @returns The configuration, and every problem with line and column.
 * @throws WorkspaceError `config_missing`, `config_not_readable`
 *
 * @example
 * const { config, problems } = await readWorkspaceConfig('shop')
 */
export async function readWorkspaceConfig(
  folder: string,
  environment: Environment = process.env,
): Promise<ReadConfig> {
  const { content, places, problems } = readYaml(CONFIG_FILE, await readText(folder))
  if (content === undefined) return { problems }
  const whole = writtenOut(content)
  const parsed = configSchema.safeParse(whole)
  if (!parsed.success)
    return { problems: [...problems, ...configShapeProblems(parsed.error.issues, whole, places)] }
  if (hasErrors(problems)) return { problems }
  const written = { config: parsed.data, environment, places }
  const warehouse = warehouseAddress(written)
  const catalog = catalogAddress(written)
  const profiles = profilesAddress(written)
  const signIn = signInAddress(written)
  const found = [
    ...[...problems, ...warehouse.problems, ...catalog.problems],
    ...[...profiles.problems, ...signIn.problems],
  ]
  if (hasErrors(signIn.problems)) return { problems: found }
  if (!warehouse.address || !catalog.address || !profiles.address) return { problems: found }
  const stores = { warehouse: warehouse.address, catalog: catalog.address, profiles: profiles.address }
  const { definitions } = parsed.data
  const config = {
    ...{ settings: settingsOf(parsed.data), ...stores, definitions },
    ...(signIn.address && { signIn: signIn.address }),
  }
  return { config, problems: found }
}

async function readText(folder: string): Promise<string> {
  const file = workspacePaths(folder).config
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    if (code === 'ENOENT') throw new WorkspaceError('config_missing', { folder }, { cause: error })
    throw new WorkspaceError('config_not_readable', { file, reason: code }, { cause: error })
  }
}

/** `warehouse: embedded` and `warehouse: URL` are short for mappings, and so for the other stores. */
function writtenOut(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return content
  const entries = Object.entries(content).flatMap(([key, value]) => {
    if (!['warehouse', 'catalog', 'profiles'].includes(key)) return [[key, value] as const]
    if (value === null || value === 'embedded') return []
    return [[key, typeof value === 'string' ? { url: value } : value] as const]
  })
  return Object.fromEntries(entries)
}

function settingsOf({
  workspace,
  timezone,
  currency,
  week_starts: weekStart,
  value,
}: WrittenConfig): WrittenSettings {
  return {
    ...(workspace !== undefined && { workspace }),
    ...(timezone !== undefined && { timezone }),
    ...(currency !== undefined && { currency }),
    ...(weekStart !== undefined && { weekStart }),
    ...(value !== undefined && { value }),
  }
}
