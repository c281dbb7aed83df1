/** How many 64-bit words hold so many bits. */
export function wordsOf(bits: number): number {
  return Math.ceil(bits / 64)
}

/**
 * SQL: the positions of the bits that are set in the first `words` words of an array, as an array. A word that
 * is not there has none set.
 *
 * @param word - The SQL of one word by its number, counted from 0.
 */
export function bitPositions(words: number, word: (index: number) => string): string {
  const lists = Array.from({ length: words }, (_, index) => {
    const positions = `bitPositionsToArray(${word(index)})`
    return index === 0 ? positions : `arrayMap(position -> position + ${index * 64}, ${positions})`
  })
  if (lists.length === 0) return "CAST([], 'Array(UInt64)')"
  return lists.length === 1 ? `${lists[0]}` : `arrayConcat(${lists.join(', ')})`
}

/** SQL: a word of an array; 0 where the array is shorter. */
export function wordAt(array: string): (index: number) => string {
  return index => `${array}[${index + 1}]`
}
