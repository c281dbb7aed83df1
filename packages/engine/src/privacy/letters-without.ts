import type { DeadLetter } from '../records/hook.ts'

/** A dead letter without the moves of some customers: itself where there are none, nothing where there are no others. */
export function lettersWithout<L extends Pick<DeadLetter, 'transitions'>>(
  letter: L,
  customers: readonly string[],
): readonly L[] {
  const transitions = letter.transitions.filter(({ customer }) => !customers.includes(customer))
  if (transitions.length === letter.transitions.length) return [letter]
  return transitions.length === 0 ? [] : [{ ...letter, transitions }]
}
