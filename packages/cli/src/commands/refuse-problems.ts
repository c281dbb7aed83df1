import { cliError } from '../errors.ts'
import type { Session } from '../session.ts'

/** Ends a command whose definitions have problems; they are in the document with `--json`, which stays the only one. */
export function refuse(session: Session, count: number): void {
  if (!session.json) throw cliError('definitions_have_problems', { count }, 1)
  process.exitCode = 1
}
