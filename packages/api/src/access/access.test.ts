import { expect, test } from 'vitest'
import { contract } from '../contract/contract.ts'
import type { Route } from '../contract/route.ts'
import { permissions } from './permissions.ts'
import { permissionsOf, roles } from './roles.ts'

const routes: readonly (readonly [string, Route])[] = Object.entries(contract)

test('every route needs a permission there is, and every permission is needed or asked for', () => {
  const known = [...Object.keys(permissions), 'nothing', 'signed_in']
  for (const [id, { needs }] of routes) expect(known, id).toContain(needs)
  const needed = new Set<string>(routes.map(([, { needs }]) => needs))
  // Masking asks for this one; it is no route's.
  const unneeded = Object.keys(permissions).filter(each => !needed.has(each))
  expect(unneeded).toEqual(['personal:read'])
})

test('what a route is about is one of its inputs', () => {
  for (const [id, { about, params, query, body }] of routes) {
    const inputs = [params, query, body].flatMap(part => Object.keys(part.shape))
    for (const name of Object.values(about)) expect(inputs, id).toContain(name)
  }
})

test('a route that changes something says so by its permission', () => {
  // These answer a question that is too long for an address.
  const questions = ['check', 'plan', 'previewSegment', 'assess', 'parity']
  const silent = routes
    .filter(([, { method, needs }]) => {
      const noted = needs in permissions ? permissions[needs as keyof typeof permissions].noted : 'change'
      return method !== 'GET' && noted !== 'change' && noted !== 'counted'
    })
    .map(([id]) => id)
  expect(silent.filter(id => !questions.includes(id))).toEqual([])
})

test('an admin may do everything, and nobody else may give out access or read the log', () => {
  expect([...permissionsOf('admin')].sort()).toEqual(Object.keys(permissions).sort())
  for (const role of roles.filter(each => each !== 'admin'))
    for (const kept of [
      'access:read',
      'access:write',
      'audit:read',
      'identities:write',
      'hooks:write',
    ] as const)
      expect(permissionsOf(role), role).not.toContain(kept)
})

test('an agent sees one customer at a time, and no list', () => {
  expect(permissionsOf('agent')).not.toContain('members:read')
  expect(permissionsOf('agent')).not.toContain('members:export')
  expect(permissionsOf('agent')).toContain('customers:read')
})

test('a role that only sends can only send, and one that only decides can only ask where a customer stands', () => {
  expect(permissionsOf('ingest')).toEqual(['events:write'])
  expect(permissionsOf('decide')).toEqual(['customers:now'])
})
