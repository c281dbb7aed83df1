import { expect, test } from 'vitest'
import { hashPassword, isPassword } from './password.ts'

test('a password is known by its hash alone, however its letters were composed', async () => {
  const stored = await hashPassword('\u010dty\u0159i slova, kter\u00e1 k sob\u011b nepat\u0159\u00ed')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await isPassword('c\u030cty\u0159i slova, kter\u00e1 k sob\u011b nepat\u0159\u00ed', stored)).toBe(
    true,
  )
  expect(await isPassword('\u010dtyri slova, kter\u00e1 k sob\u011b nepat\u0159\u00ed', stored)).toBe(false)
})

test('the same password is another hash each time, and none is the password of nobody', async () => {
  const both = await Promise.all([hashPassword('the same words'), hashPassword('the same words')])
  expect(both[0]).not.toBe(both[1])
  expect(await isPassword('the same words', undefined)).toBe(false)
  expect(await isPassword('', '')).toBe(false)
})

test('a hash of another program, at another cost, is known too: one of the reference implementation', async () => {
  const published = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await isPassword('password', published)).toBe(true)
  expect(await isPassword('password', published.replace('t=2', 't=3'))).toBe(false)
  expect(await isPassword('Password', published)).toBe(false)
})
