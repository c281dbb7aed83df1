import type { Aggregate, Checked } from '../../ast/checked.ts'
import type { Compiler } from '../compiler.ts'
import type { Run } from '../run.ts'
import type { SlotProgram } from '../slots/compile-slots.ts'
import { DistinctCodes } from './distinct-codes.ts'
import { type FillSlots, generateFill, isGenerated, type PackedSlot } from './generate-fill.ts'
import { isStandingAggregate } from './layout.ts'
import { INEXACT } from './measured-value.ts'
import { measureKey } from './measures.ts'
import type { PackedSource } from './packed-source.ts'
import type { Piece } from './piece.ts'
import { WrittenTexts } from './written-texts.ts'

export interface RowFiller {
  fill(run: Run, row: Float64Array): void
}

type FillSlot = (run: Run) => number

/**
 * Works out the row of a slot program from the packed history. Where it is one piece, as nearly all are, aggregates are
 * generated code over its columns; anything else, and where code out of strings is forbidden, is as the closures do it.
 */
export function compileRowFiller(program: SlotProgram, source: PackedSource, compiler: Compiler): RowFiller {
  const slots = program.slots.map(({ checked }) => {
    const value = compiler.value(checked)
    return (run: Run): number => program.encode(value(run))
  })
  const packed = packedSlots(program, source)
  const generated = tryToGenerate(packed)
  if (generated === undefined) return { fill: (run, row) => fillEach(slots, slots.keys(), run, row) }
  const others = [...slots.keys()].filter(slot => !packed.some(each => each.slot === slot))
  const texts = new WrittenTexts(program.texts)
  const distinct = new DistinctCodes()
  const ranges = rangesOf(packed)
  const [afters, untils] = [new Float64Array(ranges.length), new Float64Array(ranges.length)]

  function fill(run: Run, row: Float64Array): void {
    const { recent, isPaged } = source.history
    if (isPaged) fillEach(slots, slots.keys(), run, row)
    else fillPiece(recent, run, row)
  }

  function fillPiece(recent: Piece, run: Run, row: Float64Array): void {
    for (let index = 0; index < ranges.length; index += 1) {
      const range = ranges[index]
      range?.moveTo(run.asOf)
      afters[index] = range?.after ?? 0
      untils[index] = range?.until ?? 0
    }
    texts.piece = recent
    distinct.piece = recent
    for (const fillSlots of generated ?? [])
      fillSlots(recent.words, recent.numbers, row, afters, untils, texts.codeOf, distinct.count)
    fillEach(slots, others, run, row)
    for (let slot = 0; slot < row.length; slot += 1)
      if (row[slot] === INEXACT) row[slot] = slots[slot]?.(run) ?? 0
  }

  return { fill }
}

function fillEach(slots: readonly FillSlot[], some: Iterable<number>, run: Run, row: Float64Array): void {
  for (const slot of some) row[slot] = slots[slot]?.(run) ?? Number.NaN
}

function packedSlots(program: SlotProgram, source: PackedSource): readonly PackedSlot[] {
  return program.slots
    .flatMap(({ checked }, slot): PackedSlot[] => {
      const node = aggregateOf(checked)
      const measured = node && source.measured(node, measureKey(node))
      return node === undefined || measured === undefined ? [] : [{ slot, node, measured }]
    })
    .filter(isGenerated)
}

/** Itself, or what a feature stands for. */
function aggregateOf(node: Checked): Aggregate | undefined {
  if (node.kind === 'feature') return aggregateOf(node.is)
  return isStandingAggregate(node) ? node : undefined
}

function rangesOf(packed: readonly PackedSlot[]) {
  return [...new Set(packed.map(({ measured }) => measured.selection.range))]
}

function tryToGenerate(packed: readonly PackedSlot[]): readonly FillSlots[] | undefined {
  try {
    return generateFill(packed, rangesOf(packed))
  } catch (error) {
    if (error instanceof EvalError) return undefined
    throw error
  }
}
