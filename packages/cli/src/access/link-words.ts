import type { Session } from '../session.ts'
import { style } from '../terminal/style.ts'

/** Where `kindred serve` listens when nothing else is said. */
const USUAL_ADDRESS = 'http://127.0.0.1:4390'

/** The lines that hand over a one-time link; it is shown once. */
export function linkWords(
  { address }: Pick<Session, 'address'>,
  page: 'setup' | 'reset',
  token: string,
): string {
  const note =
    address === undefined ? ' (once `kindred serve` runs; put its address in front if it is another)' : ''
  return [
    `  ${style.strong(`${address ?? USUAL_ADDRESS}/${page}#token=${token}`)}${note}`,
    style.quiet('  Good once, for a day; whoever has it can use it. It is not shown again.'),
  ].join('\n')
}
