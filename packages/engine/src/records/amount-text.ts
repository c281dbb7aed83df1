/** A stored amount, as the language holds it: `bigint` only where a whole number is not safe. */
export function readAmount(text: string): number | bigint {
  const number = Number(text)
  // A large number that is no amount of money is written with an exponent, and none that is.
  return Number.isSafeInteger(number) || !/^-?\d+$/.test(text) ? number : BigInt(text)
}
