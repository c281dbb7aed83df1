const PRIME = 16_777_619

/** FNV-1a of some bytes, as a signed 32-bit number. */
export function hashBytes(bytes: Uint8Array, from = 0, to: number = bytes.length): number {
  let hash = -2_128_831_035
  for (let index = from; index < to; index += 1) hash = Math.imul(hash ^ (bytes[index] ?? 0), PRIME)
  return hash
}

/** Two numbers that tell texts apart: the chance that two differing ones have the same is that of 64 bits. */
export function hashText(text: string): readonly [number, number] {
  const bytes = new TextEncoder().encode(text)
  const first = hashBytes(bytes)
  return [first, hashBytes(new TextEncoder().encode(`${first} ${text}`))]
}
