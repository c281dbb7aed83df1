import { dropUnfinished, type EnginePorts } from '@kindred/engine'

/** Ends what a process that died has left unfinished, before anyone can look. */
export async function recoverWorkspace(engine: EnginePorts, isAlone: boolean): Promise<void> {
  await dropUnfinished(engine, isAlone)
}
