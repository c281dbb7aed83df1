import { expect, it } from 'vitest'
import { compareIds } from './compare-ids.ts'
import { mergeSorted } from './merge-sorted.ts'

async function* stream(items: readonly string[], onEnd: () => void = () => {}) {
  try {
    yield* items
  } finally {
    onEnd()
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

it('merges ordered streams into one', async () => {
  const merged = mergeSorted([stream(['a', 'd', '😀']), stream([]), stream(['b', 'c', '～'])], compareIds)
  expect(await collect(merged)).toEqual(['a', 'b', 'c', 'd', '～', '😀'])
})

it('closes every stream when the reader stops early', async () => {
  const ended: string[] = []
  const merged = mergeSorted(
    [stream(['a', 'c'], () => ended.push('first')), stream(['b'], () => ended.push('second'))],
    compareIds,
  )
  for await (const id of merged) if (id === 'a') break
  expect(ended.sort()).toEqual(['first', 'second'])
})

it('passes on the error of a stream', async () => {
  async function* broken(): AsyncGenerator<string> {
    yield 'a'
    throw new RangeError('node 2 is down')
  }
  await expect(collect(mergeSorted([stream(['b']), broken()], compareIds))).rejects.toThrow('node 2')
})
