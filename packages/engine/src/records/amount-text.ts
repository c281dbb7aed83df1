/** A stored amount, as the language holds it: `bigint` only where a whole number is not safe. */
export function readAmount(text: string): number | bigint {
  const number = Number(text)
  return Number.isInteger(number) && !Number.isSafeInteger(number) ? BigInt(text) : number
}
