import type { EnginePorts } from '@kindred/engine'
import type { WorkspaceConfig, WorkspacePaths } from '@kindred/stores/workspace'
import { ServerError } from '../errors.ts'
import type { OpenedLive } from './live-host.ts'

export async function openMemoryLive(_engine: EnginePorts): Promise<OpenedLive> {
  throw new ServerError('live_not_running', {})
}

export async function openWorkspaceLive(
  engine: EnginePorts,
  _config: WorkspaceConfig,
  _paths: WorkspacePaths,
): Promise<OpenedLive> {
  return openMemoryLive(engine)
}
