/**
 * Brings memory from one place to another into the cache, in one stream: where a part of the rows of a block is needed,
 * reading all of it in order takes half as long as waiting for each of them.
 *
 * @param seen - 16 bytes to be written, so that no reading is left out.
 */
export function fetch(from: usize, to: usize, seen: usize): void {
  let first = f32x4.splat(0)
  let second = first
  let at = from & ~63
  for (; at + 64 < to; at += 128) {
    first = v128.or(first, v128.load(at))
    second = v128.or(second, v128.load(at, 64))
  }
  if (at < to) first = v128.or(first, v128.load(at))
  v128.store(seen, v128.or(first, second))
}
