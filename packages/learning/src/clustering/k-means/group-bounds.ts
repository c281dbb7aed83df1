import { Task } from '../../kernels/task.ts'
import { squaredDistance } from '../../matrix/squared-distance.ts'
import { type CentreBounds, roundingOf, SLACK } from './centre-bounds.ts'
import { GROUP, groupsOf, type RowMemory } from './row-memory.ts'

/** Farther than any centre, and its square is finite. */
const NOWHERE = 1e30

/** One bound for each group of eight centres (Yinyang), and one for a row's own: see assembly/assign.ts. */
export class GroupBounds implements CentreBounds {
  readonly #memory: RowMemory
  readonly #task: Task<string>
  readonly #halfGaps: Float32Array
  /** What centres have moved in all, and what the most moved of each group. */
  readonly #movesOfCentres: Float32Array
  readonly #movesOfGroups: Float32Array
  /** The same, exact. */
  readonly #ofCentres: Float64Array
  readonly #ofGroups: Float64Array

  constructor(memory: RowMemory) {
    const { kernels, count, columns, clusters } = memory
    const groups = groupsOf(clusters)
    // Bounds are compared four at a time.
    const stride = Math.ceil(groups / 4) * 4
    this.#memory = memory
    this.#halfGaps = kernels.singles(clusters)
    this.#movesOfCentres = kernels.singles(clusters)
    this.#movesOfGroups = kernels.singles(stride)
    this.#ofCentres = new Float64Array(clusters)
    this.#ofGroups = new Float64Array(stride)
    this.#task = new Task<string>(kernels, {
      rows: memory.rows,
      lengths: memory.lengths,
      count,
      columns,
      groups,
      stride,
      labels: memory.labels,
      uppers: kernels.singles(count),
      lowers: kernels.singles(count * stride),
      tiles: memory.tiles,
      halves: memory.halves,
      centres: memory.centres,
      halfGaps: this.#halfGaps,
      movesOfCentres: this.#movesOfCentres,
      movesOfGroups: this.#movesOfGroups,
      rounding: 0,
      greatest: 0,
      guard: 0,
      clusters,
      sums: memory.sums,
      sizes: memory.sizes,
      changes: memory.changes,
      weights: memory.weights ?? 0,
      ...memory.fieldsOfParts(Math.ceil(kernels.ask('scratchSize', groups) / 64) * 64),
    })
    this.#task.setSingle('rounding', roundingOf(columns))
  }

  restart(): void {
    this.#ofCentres.fill(0)
    this.#ofGroups.fill(0)
  }

  assign(moves: Float64Array, greatest: number, extent: number): void {
    const most = new Float64Array(this.#ofGroups.length)
    moves.forEach((move, centre) => {
      this.#ofCentres[centre]! += move
      const group = Math.floor(centre / GROUP)
      most[group] = Math.max(most[group]!, move)
    })
    most.forEach((move, group) => {
      this.#ofGroups[group]! += move
    })
    this.#movesOfCentres.set(this.#ofCentres)
    this.#movesOfGroups.set(this.#ofGroups)
    this.#writeHalfGaps()
    this.#task.setSingle('greatest', greatest)
    this.#task.setSingle('guard', SLACK * (Math.max(...this.#ofCentres) + extent))
    this.#task.run('assign')
  }

  /** Half the distance from each centre to the next one: a row nearer than that has no nearer centre. */
  #writeHalfGaps(): void {
    const { centres, columns } = this.#memory
    for (let a = 0; a < this.#halfGaps.length; a += 1) {
      let least = NOWHERE
      for (let b = 0; b < this.#halfGaps.length; b += 1)
        if (a !== b)
          least = Math.min(least, squaredDistance(centres, a * columns, centres, b * columns, columns))
      this.#halfGaps[a] = (Math.sqrt(least) / 2) * (1 - SLACK)
    }
  }
}
