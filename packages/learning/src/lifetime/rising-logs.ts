/** ln x(x + 1) … (x + k − 1) = ln Γ(x + k)/Γ(x), and its slope, for k from 0 to a greatest. */
export interface RisingLogs {
  readonly logs: Float64Array
  readonly slopes: Float64Array
}

/**
 * @param x - Above 0.
 *
 * @example
 * Math.exp(risingLogs(3, 2).logs[2]) // 12
 */
export function risingLogs(x: number, most: number): RisingLogs {
  const logs = new Float64Array(most + 1)
  const slopes = new Float64Array(most + 1)
  for (let k = 1; k <= most; k += 1) {
    logs[k] = logs[k - 1]! + Math.log(x + k - 1)
    slopes[k] = slopes[k - 1]! + 1 / (x + k - 1)
  }
  return { logs, slopes }
}
