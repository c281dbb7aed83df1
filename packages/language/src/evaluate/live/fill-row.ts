import type { Aggregate, Checked } from '../../ast/checked.ts'
import type { Compiler } from '../compiler.ts'
import type { Run } from '../run.ts'
import type { SlotProgram } from '../slots/compile-slots.ts'
import { DistinctCodes } from './distinct-codes.ts'
import { type FillSlots, generateFill, isGenerated, type PackedSlot } from './generate-fill.ts'
import { type FillPagedSlots, generatePagedFill } from './generate-paged-fill.ts'
import { isStandingAggregate } from './layout.ts'
import { INEXACT } from './measured-value.ts'
import { measureKey } from './measures.ts'
import type { Outline } from './outline.ts'
import type { PackedSource } from './packed-source.ts'
import type { Piece } from './piece.ts'
import { WindowEdges } from './window-edges.ts'
import type { WindowRange } from './window-range.ts'
import { WrittenTexts } from './written-texts.ts'

export interface RowFiller {
  fill(run: Run, row: Float64Array): void
}

type FillSlot = (run: Run) => number

/**
 * Works out the row of a slot program from the packed history. Aggregates are generated code over its columns, of a history
 * in pages beside what their outline says; anything else, and where code out of strings is forbidden, is as the closures
 * do it.
 */
export function compileRowFiller(program: SlotProgram, source: PackedSource, compiler: Compiler): RowFiller {
  const slots = program.slots.map(({ checked }) => {
    const value = compiler.value(checked)
    return (run: Run): number => program.encode(value(run))
  })
  const packed = packedSlots(program, source)
  const ranges = rangesOf(packed)
  const generated = tryToGenerate(packed, ranges)
  if (generated === undefined) return { fill: (run, row) => fillEach(slots, slots.keys(), run, row) }
  const others = [...slots.keys()].filter(slot => !packed.some(each => each.slot === slot))
  const texts = new WrittenTexts(program.texts)
  const distinct = new DistinctCodes()
  const [afters, untils] = [new Float64Array(ranges.length), new Float64Array(ranges.length)]
  const edges = new WindowEdges(source, packed, ranges)

  function fill(run: Run, row: Float64Array): void {
    const { recent, isPaged, outline } = source.history
    if (isPaged && outline?.isCurrent !== true) {
      fillEach(slots, slots.keys(), run, row)
      return
    }
    moveWindows(run.asOf)
    texts.piece = recent
    if (isPaged && outline !== undefined) fillPages(recent, outline, row)
    else fillPiece(recent, row)
    fillEach(slots, others, run, row)
    for (let slot = 0; slot < row.length; slot += 1)
      if (row[slot] === INEXACT) row[slot] = slots[slot]?.(run) ?? 0
  }

  function moveWindows(asOf: number): void {
    for (let index = 0; index < ranges.length; index += 1) {
      const range = ranges[index]
      range?.moveTo(asOf)
      afters[index] = range?.after ?? 0
      untils[index] = range?.until ?? 0
    }
  }

  function fillPiece(recent: Piece, row: Float64Array): void {
    distinct.piece = recent
    for (const fillSlots of generated?.ofPiece ?? [])
      fillSlots(recent.words, recent.numbers, row, afters, untils, texts.codeOf, distinct.count)
  }

  function fillPages({ words, numbers }: Piece, outline: Outline, row: Float64Array): void {
    edges.find(source, outline)
    for (const fillSlots of generated?.ofPages ?? [])
      fillSlots(
        words,
        numbers,
        row,
        afters,
        untils,
        texts.codeOf,
        edges.isUnsaid,
        edges.words,
        edges.numbers,
        outline.numbers,
        outline.spansAt,
      )
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

interface Generated {
  readonly ofPiece: readonly FillSlots[]
  readonly ofPages: readonly FillPagedSlots[]
}

function tryToGenerate(packed: readonly PackedSlot[], ranges: readonly WindowRange[]): Generated | undefined {
  try {
    return { ofPiece: generateFill(packed, ranges), ofPages: generatePagedFill(packed, ranges) }
  } catch (error) {
    if (error instanceof EvalError) return undefined
    throw error
  }
}
