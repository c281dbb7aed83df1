import { cliError } from '../errors.ts'

/** The first line of standard input: what is typed as an argument can be read by others of this machine. */
export async function readPassword(): Promise<string> {
  if (process.stdin.isTTY) throw cliError('password_not_piped', {})
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/)[0] ?? ''
}
