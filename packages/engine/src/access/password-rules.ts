/** In characters. Longer is stronger than stranger: nothing else is asked for. */
const SHORTEST = 12
const LONGEST = 1_000

/**
 * Why a password cannot be taken; undefined when it can.
 *
 * @param known - What is known of its user, such as her e-mail: a password is not one of these.
 */
export function passwordProblem(password: string, known: readonly string[]): string | undefined {
  const length = [...password].length
  if (length < SHORTEST) return `it has fewer than ${SHORTEST} characters`
  if (length > LONGEST) return `it has more than ${LONGEST} characters`
  if (new Set(password).size < 4) return 'it is made of fewer than four different characters'
  const isKnown = known.some(each => each.toLowerCase() === password.toLowerCase())
  return isKnown ? 'it is the name or the e-mail' : undefined
}
