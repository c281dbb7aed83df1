import type { ProfileEntry, ProfileSpace, Profiles } from '../ports/profiles.ts'

/** The bytes of a text, as a plain array. */
export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text))
}

/** Keys that stores get wrong: zeros, all ones, prefixes of each other, numbers, the signs of Redis' ranges, the longest. */
export const hostileKeys: readonly Uint8Array[] = [
  ...[0, 1, 4, 5, 0x7f, 0x80, 0xff].map(byte => new Uint8Array([byte])),
  new Uint8Array([0, 0]),
  new Uint8Array([0xff, 0xff]),
  new Uint8Array([0xff, 0]),
  ...['a', 'ab', 'abc', 'abd', '1', '10', '2', '-1', '1e3', 'inf', '+', '-', '(', '[', '(a', '[a', '{a}'],
  ...['naïve', '👩‍🚀', 'a\u0000b', 'a\u0000', 'a\r\nb', ' '],
]
  .map(key => (typeof key === 'string' ? bytes(key) : key))
  .concat([0, 0x61, 0xff].map(byte => new Uint8Array(400).fill(byte)))
  .concat([new Uint8Array(399).fill(0xff)])

/** Writes keys whose values are `=` and the key. */
export async function put(profiles: Profiles, space: ProfileSpace, keys: readonly string[]): Promise<void> {
  await profiles.commit({
    changes: keys.map(key => ({ space, key: bytes(key), value: bytes(`=${key}`) })),
  })
}

export async function collect(entries: AsyncIterable<ProfileEntry>): Promise<ProfileEntry[]> {
  const all: ProfileEntry[] = []
  for await (const entry of entries) all.push(entry)
  return all
}

/** The keys of a range as texts. */
export async function keysOf(entries: AsyncIterable<ProfileEntry>): Promise<string[]> {
  return (await collect(entries)).map(({ key }) => Buffer.from(key).toString())
}

/** Empties a space. */
export async function clear(profiles: Profiles, space: ProfileSpace): Promise<void> {
  const entries = await collect(profiles.range(space, {}))
  await profiles.commit({ changes: entries.map(({ key }) => ({ space, key, value: undefined })) })
}
