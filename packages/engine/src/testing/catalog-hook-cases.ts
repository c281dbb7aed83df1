import { expect, test } from 'vitest'
import type { HookStore } from '../ports/catalog.ts'
import type { DeadLetter, Hook } from '../records/hook.ts'

const hook: Hook = {
  id: 'h1',
  url: 'https://crm.example/in?x=1&y=\'"',
  definitions: ['vip', "l'été 100%"],
  moves: 'enter',
  secret: 'not to be told',
  createdAt: 1_795_305_600_000,
  delivered: undefined,
}

const letter: Omit<DeadLetter, 'id'> = {
  hook: 'h1',
  at: 5,
  tries: 8,
  reason: 'status 500',
  transitions: [
    {
      seq: 7,
      at: 4,
      kind: 'segment',
      definition: 'vip',
      customer: 'anna\u0000\ud800"\'👩‍🚀',
      from: 'out',
      to: 'in',
      cause: 'data',
      event: 'e1',
      late: true,
    },
  ],
}

/** Web hooks, in every catalog. */
export function hookCases(store: () => HookStore): void {
  test('web hooks are kept whole, oldest first, and how far each has been told', async () => {
    const hooks = store()
    await hooks.add(hook)
    await hooks.add({ ...hook, id: 'h0', definitions: [], moves: 'both', delivered: 0 })
    expect(await hooks.list()).toEqual([
      hook,
      { ...hook, id: 'h0', definitions: [], moves: 'both', delivered: 0 },
    ])
    await hooks.advance('h1', 2 ** 40)
    expect(await hooks.get('h1')).toEqual({ ...hook, delivered: 2 ** 40 })
    expect(await hooks.get('h2')).toBeUndefined()
  })

  test('what is given up is kept as a dead letter, and the hook goes on after it', async () => {
    const hooks = store()
    await hooks.bury(letter, 7)
    await hooks.bury({ ...letter, reason: 'no answer' }, 8)
    await hooks.bury({ ...letter, hook: 'h0' }, 9)
    const [first, second] = await hooks.deadLetters('h1', 10)
    expect(first).toEqual({ ...letter, id: first?.id })
    expect(second?.reason).toBe('no answer')
    expect(second?.id).toBeGreaterThan(first?.id ?? Number.POSITIVE_INFINITY)
    expect(await hooks.deadLetters('h1', 1)).toEqual([first])
    expect((await hooks.get('h1'))?.delivered).toBe(8)
    expect(await hooks.countDeadLetters()).toEqual(
      new Map([
        ['h1', 2],
        ['h0', 1],
      ]),
    )
  })

  test('a dead letter that was delivered after all is gone; that of another hook is not touched', async () => {
    const hooks = store()
    const [first] = await hooks.deadLetters('h1', 1)
    await hooks.dropDeadLetter('h0', first?.id ?? 0)
    expect(await hooks.deadLetters('h1', 9)).toHaveLength(2)
    await hooks.dropDeadLetter('h1', first?.id ?? 0)
    expect((await hooks.deadLetters('h1', 9)).map(({ reason }) => reason)).toEqual(['no answer'])
  })

  test('a hook that is removed takes its dead letters along, and can be told nothing any more', async () => {
    const hooks = store()
    expect(await hooks.remove('h1')).toBe(true)
    expect(await hooks.remove('h1')).toBe(false)
    await hooks.advance('h1', 3)
    await hooks.bury(letter, 9)
    expect(await hooks.deadLetters('h1', 9)).toEqual([])
    expect((await hooks.list()).map(({ id }) => id)).toEqual(['h0'])
    expect(await hooks.countDeadLetters()).toEqual(new Map([['h0', 1]]))
  })
}
