import type { TreesScorer } from '../ast/scorer.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import { cellsOf, type InputCells } from './input-cells.ts'
import { type LeafSlot, leafTree, maskOf, SLOT_BITS, slotsOf, splitsOf } from './leaf-masks.ts'
import type { ScoreInputs } from './score-inputs.ts'
import type { Translation } from './translation.ts'

/** Slots whose masks are one number of 256 bits. */
const WORD_SLOTS = 8
const WORD_BYTES = 32

/** Of all tables together; a statement of that size is still read and planned in a second or two. */
const MOST_BYTES = 24 * 1024 * 1024
const MOST_TABLES = 10_000

/**
 * Trees as look-ups: every input falls into a cell, and a table says for every cell which leaves of eight trees (of up to
 * 32 leaves each; larger ones are several) are still possible. The tables' answers, joined bit by bit, leave one leaf of
 * every tree. Operations are in proportion to inputs and eights of trees, not to nodes: planning a node of SQL costs
 * more than a thousand customers' arithmetic.
 *
 * Source: C. Lucchese et al., QuickScorer (SIGIR 2015), with masks for both answers and tables in place of sorted thresholds.
 */
export function translateTrees(
  scorer: TreesScorer,
  model: string,
  inputs: ScoreInputs,
  translation: Translation,
): Fragment {
  const { fragments, parameters } = translation
  const slots = scorer.trees.flatMap(nodes => slotsOf(leafTree(nodes)))
  const base = parameters.bind('Float64', scorer.base)
  const factor = parameters.bind('Float64', scorer.factor)
  if (slots.length === 0) return fragments.known([`(${base} * ${factor})`])
  const words = translateWords(slots, model, cellsOfAll(scorer, inputs, translation), translation)
  const masks = fragments.list('arrayConcat(', words, ', ', ')', false)
  const values = parameters.bind('Array(Float64)', valuesOf(slots, words.length))
  const starts = parameters.bind('Array(UInt32)', startsOf(words.length))
  return fragments.known(
    [
      `(arraySum(arrayPushFront(arrayMap((m, k) -> ${values}[k + bitCount(bitAnd(bitNot(m), m - 1))], `,
      `, ${starts}), ${base})) * ${factor})`,
    ],
    masks,
  )
}

type Cells = ReadonlyMap<number, InputCells>

function cellsOfAll({ trees }: TreesScorer, inputs: ScoreInputs, translation: Translation): Cells {
  const questions = trees.flat().flatMap(node => (node.kind === 'leaf' ? [] : [node]))
  const used = [...new Set(questions.map(({ input }) => input))].sort((a, b) => a - b)
  return new Map(
    used.map(input => {
      const own = questions.filter(question => question.input === input)
      return [input, cellsOf(input, own, inputs, translation)] as const
    }),
  )
}

/** Eight masks each, as arrays of their slots' 32 bits. */
function translateWords(
  slots: readonly LeafSlot[],
  model: string,
  cells: Cells,
  translation: Translation,
): readonly Fragment[] {
  const { fragments } = translation
  const words = Array.from({ length: Math.ceil(slots.length / WORD_SLOTS) }, (_, word) =>
    tablesOf(slots.slice(word * WORD_SLOTS, (word + 1) * WORD_SLOTS), cells),
  )
  const tables = words.flat()
  const bytes = tables.reduce((sum, { table }) => sum + table.length, 0)
  if (bytes > MOST_BYTES || tables.length > MOST_TABLES) throw new SqlError('sql_scorer_too_large', model)
  return words.map(own => {
    const looked = own.map(({ table, cell }) => lookUp(table, cell, translation))
    return fragments.known`reinterpret(reinterpretAsFixedString(${joined(looked, translation)}), 'Array(UInt32)')`
  })
}

interface MaskTable {
  /** 32 bytes for every cell. */
  readonly table: Uint8Array
  /** Undefined: there is one cell only. */
  readonly cell: Fragment | undefined
}

/** A table for every input that some of the slots ask about; where none does, what is always possible. */
function tablesOf(slots: readonly LeafSlot[], cells: Cells): readonly MaskTable[] {
  const tables: MaskTable[] = []
  for (const [input, { size, cell, goesLeft }] of cells) {
    const splits = slots.map(slot => splitsOf(slot, input))
    if (splits.every(own => own.length === 0)) continue
    const mask = (slot: LeafSlot, at: number, number: number): number =>
      maskOf(slot, splits[at] ?? [], question => goesLeft(question, number))
    tables.push({ table: tableOf(slots, size, mask), cell })
  }
  if (tables.length > 0) return tables
  return [{ table: tableOf(slots, 1, slot => maskOf(slot, [], () => true)), cell: undefined }]
}

function tableOf(
  slots: readonly LeafSlot[],
  cells: number,
  mask: (slot: LeafSlot, at: number, cell: number) => number,
): Uint8Array {
  const table = new DataView(new ArrayBuffer(cells * WORD_BYTES))
  for (let cell = 0; cell < cells; cell += 1)
    for (const [at, slot] of slots.entries())
      table.setUint32(cell * WORD_BYTES + 4 * at, mask(slot, at, cell + 1), true)
  return new Uint8Array(table.buffer)
}

function lookUp(
  table: Uint8Array,
  cell: Fragment | undefined,
  { fragments, parameters }: Translation,
): Fragment {
  const bound = parameters.bind('String', base64(table))
  const before = `reinterpret(base64Decode(${bound}), 'Array(UInt256)')[`
  return cell === undefined ? fragments.known([`${before}1]`]) : fragments.known([before, ']'], cell)
}

/** So many tables are joined in one step, apart from the next. */
const STEP = 4

function joined(masks: readonly Fragment[], { fragments }: Translation): Fragment {
  const [first = fragments.known`toUInt256(0)`, ...others] = masks
  let mask = first
  for (let at = 0; at < others.length; at += STEP) {
    const step = [mask, ...others.slice(at, at + STEP)]
    const before = step.slice(1).map(() => 'bitAnd(')
    mask = fragments.apart([before.join(''), ', ', ...step.slice(2).map(() => '), '), ')'], ...step)
  }
  return mask
}

/** A slot's leaves, and 0 where its tree ends in another slot: so many numbers a slot. */
const STRIDE = SLOT_BITS + 1

function valuesOf(slots: readonly LeafSlot[], words: number): readonly number[] {
  const values = new Array<number>(words * WORD_SLOTS * STRIDE).fill(0)
  for (const [at, { leaves }] of slots.entries())
    for (const [leaf, value] of leaves.entries()) values[at * STRIDE + leaf] = value
  return values
}

function startsOf(words: number): readonly number[] {
  return Array.from({ length: words * WORD_SLOTS }, (_, slot) => slot * STRIDE + 1)
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
}
