type Cells = Float64Array | Int32Array | Uint8Array

/** A few cells are moved quicker one by one than through a view of them. */
const FEW = 64

/** Copies cells from `start` to before `end`, one after another. */
export function copyCells(
  from: Cells | readonly number[],
  start: number,
  end: number,
  to: Cells,
  target: number,
): void {
  if (end - start > FEW && 'subarray' in from) to.set(from.subarray(start, end), target)
  else for (let index = start; index < end; index += 1) to[target + index - start] = from[index] ?? 0
}
