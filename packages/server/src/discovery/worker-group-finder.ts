import { availableParallelism } from 'node:os'
import {
  type DiscoveryMethod,
  type FoundGroups,
  type GroupFinder,
  type GroupTask,
  methodsOf,
  type PreparedTask,
  type Tried,
  type TriedApart,
} from '@kindred/engine'
import {
  runInThread,
  type ThreadMessage,
  type ThreadWatch,
  type ThreadWork,
} from '../threads/run-in-thread.ts'
import { shareTold } from '../threads/share-told.ts'
import { takeTurns } from '../threads/take-turns.ts'

/** What a thread is to do of a task, and what it comes to. */
interface PartsOf {
  readonly all: { readonly task: GroupTask; readonly apart?: TriedApart }
  readonly prepare: { readonly task: GroupTask }
  readonly try: {
    readonly task: GroupTask
    readonly prepared: PreparedTask
    readonly method: DiscoveryMethod
  }
}
interface DoneOf {
  readonly all: FoundGroups
  readonly prepare: PreparedTask
  readonly try: Tried
}
type Kind = keyof PartsOf
export type GroupPart = { [K in Kind]: { readonly kind: K } & PartsOf[K] }[Kind]
export type GroupWork = ThreadWork<GroupPart>
export type GroupDone = DoneOf[Kind]
export type GroupMessage = ThreadMessage<GroupDone>

const script = new URL(`./group-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

function inThread<K extends Kind>(
  part: { readonly kind: K } & PartsOf[K],
  watch: ThreadWatch,
): Promise<DoneOf[K]> {
  return runInThread<typeof part, DoneOf[K]>(script, part, 'looks for groups', watch)
}

/** Of the time that finding groups takes, how much it takes before methods are tried and afterwards, one thread each. */
const [BEFORE, AFTER] = [0.05, 0.25]

/**
 * Finds groups in threads of its own, at most so many at a time: each tries one method. The groups are the same however
 * many there are. Numbers are read where they are, in shared memory.
 */
export function groupFinderInThreads(threads: number): GroupFinder {
  return {
    find(task, watch = {}) {
      const methods = methodsOf(task)
      return threads < 2 || methods.length < 2
        ? inThread({ kind: 'all', task }, watch)
        : findApart({ task, methods, threads }, watch)
    },
  }
}

interface Search {
  readonly task: GroupTask
  readonly methods: readonly DiscoveryMethod[]
  readonly threads: number
}

async function findApart(
  { task, methods, threads }: Search,
  { progress, signal }: ThreadWatch,
): Promise<FoundGroups> {
  const stop = signal === undefined ? {} : { signal }
  const each = (1 - BEFORE - AFTER) / methods.length
  const [before, after, ...trying] = shareTold([BEFORE, AFTER, ...methods.map(() => each)], progress)
  const prepared = await inThread({ kind: 'prepare', task }, stop)
  before?.progress(1, 1)
  const parts = await takeTurns(methods, threads, signal, (method, at, either) =>
    inThread({ kind: 'try', task, prepared, method }, { ...trying[at], signal: either }),
  )
  return inThread({ kind: 'all', task, apart: { prepared, parts } }, { ...after, ...stop })
}

/** As many threads as there are processors. */
export const workerGroupFinder: GroupFinder = groupFinderInThreads(availableParallelism())
