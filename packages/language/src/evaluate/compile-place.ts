import type { Inside, Near } from '../ast/checked.ts'
import { squaredChord, squaredChordOf, unitVector } from '../vocabulary/sphere.ts'
import { place } from './held-value.ts'
import { polygonHolds } from './polygon.ts'
import type { Compile, Holds } from './run.ts'

export function compileNear(node: Near, compile: Compile): Holds {
  const value = compile.value(node.value)
  const center = unitVector(node.center)
  const farthest = squaredChordOf(node.kilometres)
  return run => {
    const v = value(run)
    return v !== undefined && squaredChord(unitVector(place(v)), center) <= farthest
  }
}

export function compileInside(node: Inside, compile: Compile): Holds {
  const value = compile.value(node.value)
  const holds = polygonHolds(node.polygon)
  return run => {
    const v = value(run)
    return v !== undefined && holds(place(v))
  }
}
