import { contract, openApiDocument } from '@kindred/api'
import { expect, test } from 'vitest'
import { referencePage } from './reference-page.ts'

const page = referencePage(openApiDocument('1.2.3'))

test('the page has a place for every route, and every link leads to one', () => {
  for (const id of Object.keys(contract)) expect(page).toContain(`<article id="${id}">`)
  for (const [, id] of page.matchAll(/href="#(\w+)"/g)) expect(page).toContain(`<article id="${id}">`)
})

test('the page asks for nothing from elsewhere, and no text becomes markup', () => {
  expect(page).not.toMatch(/<script|<link|src=|https?:\/\/(?!calls\.example)/)
  const hostile = referencePage({
    ...openApiDocument('1'),
    info: { title: '<script>"', version: '&', description: '`<b>`' },
  })
  expect(hostile).not.toMatch(/<script|<b>/)
})

test('members of a schema are shown with their types, those that contain themselves to some depth', () => {
  expect(page).toContain('<code>Idempotency-Key</code>')
  expect(page).toMatch(/<code>cause<\/code> <span class="type">data, clock, definition, merge/)
  expect(page).toContain('<code>children</code>')
  expect(page.length).toBeLessThan(2_000_000)
})
