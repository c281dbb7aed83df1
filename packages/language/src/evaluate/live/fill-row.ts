import type { Aggregate, Checked } from '../../ast/checked.ts'
import type { Compiler } from '../compiler.ts'
import type { Run } from '../run.ts'
import type { SlotProgram } from '../slots/compile-slots.ts'
import type { Slot } from '../slots/slot-layout.ts'
import { EndFold } from './folds/end-fold.ts'
import { isStandingAggregate } from './layout.ts'
import { compileNumber, INEXACT } from './measured-value.ts'
import { measureKey } from './measures.ts'
import type { PackedSource } from './packed-source.ts'
import { WrittenTexts } from './written-texts.ts'

type FillSlot = (run: Run) => number

/**
 * Works out the row of a slot program from the packed history: numbers straight from their measures, a text as the code
 * of the written text it is, without reading either; anything else as the closures do.
 *
 * @throws PagesNeeded
 */
export function compileFill(
  slots: SlotProgram,
  source: PackedSource,
  compiler: Compiler,
): readonly FillSlot[] {
  const texts = new WrittenTexts(slots.texts)
  return slots.slots.map(slot => {
    const value = compiler.value(slot.checked)
    const byValue: FillSlot = run => slots.encode(value(run))
    return fillOf(slot, source, texts, byValue) ?? byValue
  })
}

function fillOf(
  slot: Slot,
  source: PackedSource,
  texts: WrittenTexts,
  byValue: FillSlot,
): FillSlot | undefined {
  const node = aggregateOf(slot.checked)
  const measured = node && source.measured(node, measureKey(node))
  if (node === undefined || measured === undefined) return undefined
  const { fold } = measured
  const read = compileNumber(node, measured, source)
  if (read !== undefined) {
    return run => {
      const found = read()
      return found === INEXACT ? byValue(run) : found
    }
  }
  if (!(fold instanceof EndFold) || slot.type !== 'text') return undefined
  return run => {
    measured.update()
    return fold.piece === undefined ? byValue(run) : texts.codeOf(fold.piece, fold.cell)
  }
}

/** Itself, or what a feature stands for. */
function aggregateOf(node: Checked): Aggregate | undefined {
  if (node.kind === 'feature') return aggregateOf(node.is)
  return isStandingAggregate(node) ? node : undefined
}
