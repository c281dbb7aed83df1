/** SQL: numbers of our own as an array. A list of literals is read at once, where each call in it would be a step of its own. */
export function numberList(values: readonly (number | bigint)[], type: string): string {
  return `CAST([${values.join(', ')}], 'Array(${type})')`
}
