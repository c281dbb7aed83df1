/** SQL: numbers of our own as an array. */
export function numberList(values: readonly (number | bigint)[], type: string): string {
  return `CAST([${values.map(value => `to${type}(${value})`).join(', ')}], 'Array(${type})')`
}
