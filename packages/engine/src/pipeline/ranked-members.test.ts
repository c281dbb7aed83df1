import { expect, it } from 'vitest'
import { type CompiledDefinitions, compileDefinitions } from '../catalog/compile/compile-definitions.ts'
import { readDefinitionFile } from '../catalog/files/read-definition-file.ts'
import { mergeDefinitions } from '../catalog/merge-definitions.ts'
import { membersOrder } from './ranked-members.ts'

function compiled(attributes: string): CompiledDefinitions {
  const text = `{ workspace: shop, timezone: Europe/Prague, currency: EUR, attributes: ${attributes} }`
  const { file } = readDefinitionFile({ name: 'shop.yaml', text })
  if (file === undefined) throw new Error(`cannot be read: ${text}`)
  const { definitions } = mergeDefinitions({ current: undefined, files: [file], complete: true })
  return compileDefinitions(definitions)
}

it('a place and tags have no order, and are refused by name', () => {
  const definitions = compiled('{ home: place, likes: tags, country: text }')
  const order = (column: string) => membersOrder(definitions, { column, descending: true })
  expect(() => order('home')).toThrow("'home' is a place, which has no order.")
  expect(() => order('likes')).toThrow("'likes' is a set of tags, which has no order.")
  expect(order('country')).toMatchObject({ by: { name: 'country', type: 'text' }, descending: true })
})

it('customer is the id, unless a definition has that name', () => {
  const sort = { column: 'customer', descending: true }
  expect(membersOrder(compiled('{ country: text }'), sort)).toEqual({ descending: true })
  expect(membersOrder(compiled('{ country: text }'), { ...sort, descending: false })).toBeUndefined()
  expect(membersOrder(compiled('{ customer: text }'), sort)).toMatchObject({ by: { name: 'customer' } })
})
