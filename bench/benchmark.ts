/** What a figure has to be for its claim to hold. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number }

/** One measured number. A figure without a goal is there to be read, and always holds. */
export interface Figure {
  readonly id: string
  readonly value: number
  readonly unit: string
  readonly goal?: Goal
}

export interface BenchmarkOptions {
  /** 1 is the size that ends within five minutes on two cores; what it multiplies is the benchmark's own affair. */
  readonly scale: number
  /** Says what is going on, on standard error. */
  readonly note: (line: string) => void
}

/** What every file of this folder that can be run exports as `benchmark`. */
export interface Benchmark {
  readonly claim: string
  run(options: BenchmarkOptions): Promise<readonly Figure[]>
}

export function holds({ value, goal }: Figure): boolean {
  if (goal === undefined) return true
  return 'atLeast' in goal ? value >= goal.atLeast : value <= goal.atMost
}
