import { join } from 'node:path'

export const CONFIG_FILE = 'kindred.config.yaml'

/** Where things lie in a workspace's folder. Everything but the configuration and the definitions is in `.kindred`. */
export interface WorkspacePaths {
  readonly config: string
  readonly data: string
  readonly lock: string
  /** The embedded warehouse. */
  readonly warehouse: string
  /** The embedded catalog. */
  readonly catalog: string
  /** The embedded profiles. */
  readonly profiles: string
  /** What an import works on. */
  readonly imports: string
}

/** @example workspacePaths('shop').warehouse // 'shop/.kindred/warehouse' */
export function workspacePaths(folder: string): WorkspacePaths {
  const data = join(folder, '.kindred')
  return {
    config: join(folder, CONFIG_FILE),
    data,
    lock: join(data, 'lock'),
    warehouse: join(data, 'warehouse'),
    catalog: join(data, 'catalog'),
    profiles: join(data, 'profiles'),
    imports: join(data, 'imports'),
  }
}
