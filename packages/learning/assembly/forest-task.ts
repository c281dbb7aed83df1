/**
 * What a batch of trees of a forest is grown from, a tree a slot, each by one thread alone. `forest-memory.ts` writes
 * it.
 */
@unmanaged
export class ForestTask {
  /** Of every row `stride` codes of one byte. */
  codes: usize
  stride: i32
  columns: i32
  /** Of every column: 1 numbers, 2 words; the code behind those of known values: of missing ones, or of other words. */
  kinds: usize
  bins: usize
  /** Of every column 256 doubles each: the upper ends of its bins, and a value in the middle of each. */
  ends: usize
  middles: usize
  /** Rows that have weight, and how many. */
  present: usize
  count: i32
  /** Of every row a double: what is foretold of it, less a middle, or its class. */
  targets: usize
  weights: usize
  /** 1: targets are numbers. */
  classes: i32
  /** Rows drawn for a tree; 0: all, once each. */
  drawn: i32
  /** Columns that differ in a node, which are looked at there. */
  tries: i32
  depth: i32
  /** A double: the least weight of a leaf. */
  leaf: usize
  /** Of every tree 8 bytes. */
  seeds: usize
  trees: i32
  /** Of every slot: nodes, what classes weigh in leaves, sets of words; and how many bytes each of them has. */
  nodes: usize
  nodesSize: u32
  values: usize
  valuesSize: u32
  sets: usize
  setsSize: u32
  /** Of every slot three numbers: nodes, leaves and sets written. */
  written: usize
  /** Of every slot for each of the present rows the number of its leaf if it was not drawn, else −1; 0: not wanted. */
  outside: usize
  /** One a thread. */
  scratch: usize
  scratchSize: u32
  next: i32
}

@unmanaged
export class ForestNode {
  /** −1 in a leaf. */
  column: i32
  /** The last code that goes left, or the number of the set of words that do. */
  code: i32
  /** Whether missing numbers go left. */
  missing: i32
  /** Where the right branch begins; in a leaf how many leaves stand before it. */
  right: i32
  weight: f64
  /** Of a leaf of numbers: their mean. */
  value: f64
}

export const NODE: usize = 32
export const SET: usize = 32

/** Rows of a tree that are still to be split. */
@unmanaged
export class Waiting {
  from: i32
  to: i32
  depth: i32
  /** The question whose right branch it is; −1: it is a left one. */
  parent: i32
}

export const WAITING: usize = 16

/** What one thread works in. */
@unmanaged
export class Growing {
  /** Drawn rows, of 4 bytes, and of each two doubles: target × weight and weight, or class and weight. */
  rows: usize
  pairs: usize
  spareRows: usize
  sparePairs: usize
  waiting: usize
  /** Columns in the order in which they are tried. */
  order: usize
  /** 256 × 2 doubles, or 256 × classes: 0 between columns. */
  sums: usize
  /** Bits of the codes that occur. */
  bits: usize
  /** 256 bytes: 1 for codes that go left. */
  goesLeft: usize
  /** Words that occur, in order, of 4 bytes. */
  words: usize
  /** Doubles, as many as classes: of the node, and of both sides of a cut. */
  totals: usize
  lefts: usize
  rights: usize
  /** Of every code a double, by which words are put in order. */
  shares: usize
  /** The numbers of its random draws so far. */
  state: u64
  /** The best cut so far of the node that is looked at: its worth, the set of words that go left, and as in a node. */
  worth: f64
  set: usize
  column: i32
  code: i32
  /** Of numbers the last code after which the cut is the same. */
  last: i32
  missing: i32
  slot: i32
}

export const HEAD: usize = 128

