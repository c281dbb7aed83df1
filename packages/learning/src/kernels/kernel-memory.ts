import { type WasmMemory, webAssembly } from './web-assembly.ts'

const PAGE = 65_536
/** Places are numbers of 32 bits. */
const MOST_PAGES = 65_536
/** No memory of a kernel is larger. */
export const MOST_BYTES: number = MOST_PAGES * PAGE - 1

/** Memory that compiled loops work in: a matrix may live at its beginning, what is needed for a while comes behind. */
export interface KernelMemory {
  readonly memory: WasmMemory
  /** Where it is free. */
  readonly free: number
  /** Gives it back, when nobody works in it any more, nor reads. */
  giveBack(): void
}

interface Home {
  readonly memory: WasmMemory
  readonly free: number
  isTaken: boolean
}

const homes = new WeakMap<ArrayBufferLike, Home>()

/**
 * Numbers in single precision in shared memory in which the compiled loops can work on them where they are: copying a
 * large matrix there would take longer than most of what is done with it.
 */
export function sharedSingles(count: number): Float32Array {
  const free = PAGE + Math.ceil((4 * count) / 16) * 16
  if (free > MOST_BYTES) return new Float32Array(new SharedArrayBuffer(4 * count))
  const pages = Math.ceil(free / PAGE)
  const memory = new webAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true })
  homes.set(memory.buffer, { memory, free, isTaken: false })
  return new Float32Array(memory.buffer, PAGE, count)
}

/**
 * Takes the memory that a matrix lives in, with so many more bytes, all zero.
 *
 * @returns `undefined` where it lives elsewhere (another thread's messages lose its home), has no room, or is taken.
 */
export function takeHome({ buffer }: ArrayBufferView, bytes: number): KernelMemory | undefined {
  const home = homes.get(buffer)
  if (home === undefined || home.isTaken || home.free + bytes > MOST_BYTES) return undefined
  const lacking = home.free + bytes - home.memory.buffer.byteLength
  if (lacking > 0) home.memory.grow(Math.ceil(lacking / PAGE))
  new Uint8Array(home.memory.buffer, home.free, bytes).fill(0)
  home.isTaken = true
  const giveBack = (): void => {
    home.isTaken = false
  }
  return { memory: home.memory, free: home.free, giveBack }
}

/** Memory of its own, with so many bytes, all zero: what the last one has left behind, where that is enough. */
export function freshMemory(bytes: number): KernelMemory {
  const pages = Math.ceil(bytes / PAGE) + 1
  const left = leftBehind
  const isEnough = left !== undefined && left.buffer.byteLength >= pages * PAGE
  const memory = isEnough ? left : new webAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  if (isEnough) {
    leftBehind = undefined
    new Uint8Array(memory.buffer, PAGE, bytes).fill(0)
  }
  return { memory, free: PAGE, giveBack: () => leave(memory) }
}

/** Touching memory for the first time costs many times what clearing it does: one is kept for a while. */
let leftBehind: WasmMemory | undefined
let forgetting: NodeJS.Timeout | undefined
const REST = 5000
/** Larger ones are not kept. */
const MOST_LEFT = 2 ** 29

function leave(memory: WasmMemory): void {
  const { byteLength } = memory.buffer
  if (byteLength > MOST_LEFT || byteLength < (leftBehind?.buffer.byteLength ?? 0)) return
  leftBehind = memory
  clearTimeout(forgetting)
  forgetting = setTimeout(() => {
    leftBehind = undefined
  }, REST)
  forgetting.unref()
}
