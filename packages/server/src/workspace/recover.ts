import { dropUnfinished, type EnginePorts, finishImports } from '@kindred/engine'

/** Ends what a process that died has left unfinished, before anyone can look. */
export async function recoverWorkspace(engine: EnginePorts, isAlone: boolean): Promise<void> {
  // Where others work on the same stores, an unfinished import is most likely one of theirs.
  if (isAlone) await finishImports(engine)
  await dropUnfinished(engine, isAlone)
}
