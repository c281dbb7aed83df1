import { performance } from 'node:perf_hooks'
import { judgeUplift, seeded, type UpliftRows } from '@kindred/learning'
import type { BenchmarkOptions, Figure } from '../benchmark.ts'
import { median } from '../race.ts'

const ROWS = 1_000_000
const TURNS = 5

/** Qini and uplift curve with both areas, normalised, of a million customers, each with a score of its own. */
export async function uplift({ scale }: BenchmarkOptions): Promise<readonly Figure[]> {
  const rows = customers(Math.round(ROWS * scale))
  const times: number[] = []
  let qini = 0
  for (let turn = 0; turn < TURNS; turn += 1) {
    const began = performance.now()
    qini = judgeUplift(rows).qini
    times.push((performance.now() - began) / 1000)
  }
  // Effects of 0.1 x in the order of x: a Qini curve of 0.1 (φ − φ² / 2), 0.1 / 12 above the line.
  if (Math.abs(qini - 0.1 / 12) > 0.005)
    throw new Error(`The Qini coefficient is ${qini}, and 0.0083 is known.`)
  return [{ id: 'uplift curves', value: median(times), unit: 's', goal: { atMost: 1 } }]
}

function customers(count: number): UpliftRows {
  const random = seeded(3)
  const [target, treatment, scores] = [
    new Float64Array(count),
    new Int32Array(count),
    new Float64Array(count),
  ]
  for (let row = 0; row < count; row += 1) {
    const x = random.uniform()
    treatment[row] = random.below(2)
    target[row] = random.uniform() < 0.1 + 0.1 * x * treatment[row]! ? 1 : 0
    scores[row] = x
  }
  return { target, treatment, scores }
}
