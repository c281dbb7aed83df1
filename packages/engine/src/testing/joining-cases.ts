import { expect, test } from 'vitest'
import type { PairedStore } from '../ports/paired-store.ts'

/** Which workspace a store belongs to, of a store that none has been noted in. */
export function joiningCases(store: () => PairedStore): void {
  test('a store belongs to no workspace until it joins one, and from then on to that one', async () => {
    expect(await store().workspaces()).toEqual([])
    const hostile = "it's\\ `a` {id:String} $1"
    await store().joinWorkspace(hostile)
    expect(await store().workspaces()).toEqual([hostile])
    await store().joinWorkspace('another')
    expect(await store().workspaces()).toEqual([hostile])
  })
}
