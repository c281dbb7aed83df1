import { expect, test } from 'vitest'
import { CommitQueue } from './commit-queue.ts'
import type { OwnChanges } from './own-changes.ts'

/** A commit that can be told apart by the length of its only value. */
function commitOf(length: number): OwnChanges {
  return {
    changes: [{ space: 'state', key: new Uint8Array([1]), value: new Uint8Array(length) }],
    expected: [],
    bytes: length,
  }
}
const sizesOf = (group: readonly OwnChanges[]) => group.map(({ changes }) => changes[0]?.value?.length)

/** A queue whose groups are written when the test says so. */
function heldQueue() {
  const groups: (number | undefined)[][] = []
  const releases: ((answer: boolean[] | Error) => void)[] = []
  const queue = new CommitQueue(
    group =>
      new Promise((resolve, reject) => {
        groups.push(sizesOf(group))
        releases.push(answer => (answer instanceof Error ? reject(answer) : resolve(answer)))
      }),
  )
  return { queue, groups, release: (answer: boolean[] | Error) => releases.shift()?.(answer) }
}
const turn = () => new Promise(resolve => setImmediate(resolve))

test('what is asked for in one turn goes together, and what is asked for meanwhile is the next group', async () => {
  const { queue, groups, release } = heldQueue()
  const first = [queue.add(commitOf(1)), queue.add(commitOf(2))]
  await turn()
  const second = [queue.add(commitOf(3)), queue.add(commitOf(4)), queue.add(commitOf(5))]
  await turn()
  expect(groups).toEqual([[1, 2]])
  release([true, false])
  expect(await Promise.all(first)).toEqual([true, false])
  await turn()
  expect(groups).toEqual([
    [1, 2],
    [3, 4, 5],
  ])
  release([true, true, true])
  expect(await Promise.all(second)).toEqual([true, true, true])
})

test('a group that fails, fails for each of its commits and for no other', async () => {
  const { queue, release } = heldQueue()
  const failing = [queue.add(commitOf(1)), queue.add(commitOf(2))]
  await turn()
  const next = queue.add(commitOf(3))
  release(new RangeError('the disk'))
  for (const { status } of await Promise.allSettled(failing)) expect(status).toBe('rejected')
  await turn()
  release([true])
  expect(await next).toBe(true)
})

test('idle waits for all that was asked for before it', async () => {
  const { queue, release } = heldQueue()
  await queue.idle()
  let isIdle = false
  const made = queue.add(commitOf(1))
  const idle = queue.idle().then(() => {
    isIdle = true
  })
  await turn()
  const later = queue.add(commitOf(2))
  release([true])
  await made
  await turn()
  expect(isIdle).toBe(false)
  release([true])
  await later
  await idle
  expect(isIdle).toBe(true)
})

test('a group stays below its size, unless one commit alone is larger', async () => {
  const { queue, groups, release } = heldQueue()
  const megabytes = (count: number) => count * 1024 * 1024
  const sizes = [40, 20, 10, 3, 40, 1].map(megabytes)
  const all = sizes.map(size => queue.add(commitOf(size)))
  for (let group = 0; group < 5; group += 1) {
    await turn()
    release([true, true, true])
  }
  await Promise.all(all)
  expect(groups.map(group => group.map(size => (size ?? 0) / megabytes(1)))).toEqual([
    [40],
    [20, 10],
    [3],
    [40],
    [1],
  ])
})
