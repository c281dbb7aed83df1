import type { Cutoffs } from '@kindred/language'
import type { PopulationContext, Warehouse } from '../ports/warehouse.ts'
import { cutoffLayers, type PopulationSegmentation } from '../segments/population-segmentations.ts'
import type { EnginePorts } from './engine-ports.ts'
import { findCutoffs } from './find-cutoffs.ts'

/** Of so many instants: who looks at one customer after the other, or turns pages, is at a few. */
const KEPT_INSTANTS = 16

const keptOf = new WeakMap<Warehouse, KeptCutoffs>()

/**
 * The context with where the population is cut for all that the given trees read, found once for an instant as long as the
 * warehouse holds the same.
 */
export async function keptOrFoundCutoffs(
  ports: EnginePorts,
  bare: PopulationContext,
  reads: readonly object[],
): Promise<PopulationContext> {
  const content = await contentOf(ports)
  if (content === undefined) return findCutoffs(ports.warehouse, bare, reads)
  const asked = cutoffLayers(reads).flat()
  const kept = keptOf.get(ports.warehouse) ?? new KeptCutoffs()
  keptOf.set(ports.warehouse, kept)
  const cutoffs = kept.find(content, bare.asOf, asked)
  const context = await findCutoffs(ports.warehouse, { ...bare, cutoffs }, reads)
  // Under the content there was before: if it has changed meanwhile, nobody will ask for that one any more.
  kept.keep(content, bare.asOf, asked, context.cutoffs)
  return context
}

/**
 * Tells one content of the warehouse from another: whatever comes in, or merges and parts customers, has a number that
 * rises; an erasure has none, and is counted in the catalog before anything goes. `undefined` while one is under way.
 */
async function contentOf({ warehouse, catalog }: EnginePorts): Promise<string | undefined> {
  const { erasures } = catalog
  const [batch, erased, open] = await Promise.all([warehouse.batch(), erasures.count(), erasures.open()])
  return open.length === 0 ? `batch ${batch}, ${erased} erasures` : undefined
}

type Cuts = readonly (readonly (number | bigint)[])[]

/** Cut-offs by the instant and the checked tree they were found of: other definitions are other trees, and let the old ones go. */
class KeptCutoffs {
  #content: string | undefined
  readonly #byInstant = new Map<number, WeakMap<PopulationSegmentation, Cuts>>()

  /** Those of the segmentations that were found of this content. */
  find(content: string, asOf: number, asked: readonly PopulationSegmentation[]): Cutoffs {
    const found = content === this.#content ? this.#byInstant.get(asOf) : undefined
    return new Map(
      asked.flatMap((each): [string, Cuts][] => {
        const cuts = found?.get(each)
        return cuts === undefined ? [] : [[each.id, cuts]]
      }),
    )
  }

  keep(content: string, asOf: number, asked: readonly PopulationSegmentation[], found: Cutoffs): void {
    if (content !== this.#content) this.#byInstant.clear()
    this.#content = content
    const own = this.#at(asOf)
    for (const each of asked) {
      const cuts = found.get(each.id)
      if (cuts !== undefined) own.set(each, cuts)
    }
  }

  #at(asOf: number): WeakMap<PopulationSegmentation, Cuts> {
    const known = this.#byInstant.get(asOf)
    if (known !== undefined) return known
    const [oldest] = this.#byInstant.keys()
    if (this.#byInstant.size >= KEPT_INSTANTS && oldest !== undefined) this.#byInstant.delete(oldest)
    const own = new WeakMap<PopulationSegmentation, Cuts>()
    this.#byInstant.set(asOf, own)
    return own
  }
}
