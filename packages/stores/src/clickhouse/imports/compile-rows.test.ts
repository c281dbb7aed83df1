import { checkMapping, readMappingFile } from '@kindred/engine'
import { fileOf } from '@kindred/engine/testing'
import { expect, test } from 'vitest'
import { detectFile } from '../../files/detect-file.ts'
import { compileRows } from './compile-rows.ts'

const cells = {
  id: 'anna',
  paid: '2.50',
  seats: '4',
  born: '1990-05-01',
  seen: '2026-01-02 03:04:05',
  short: '02.01.2026 03:04',
  told: '2026-01-02T03:04Z',
  member: 'yes',
  likes: 'a|b',
  latitude: '50.1',
  longitude: '14.4',
  city: 'Brno',
}

const mapping = `
customer: id
at: seen as "yyyy-MM-dd HH:mm:ss" in Europe/Prague
event: if city is empty then "call" else visit
skip: city = "nowhere" and seats > 3
properties:
  paid: paid
  half: paid / 2
  seats: seats
  product: seats * paid
  born: born
  short: short as "dd.MM.yyyy HH:mm" in UTC
  told: told
  member: member
  likes: likes
  home: [latitude, longitude]
  city: join(id, "-", city)
types:
  paid: money
  half: money
  seats: number
  product: number
  born: date
  short: instant
  told: instant
  member: boolean
  likes: tags
  home: place
  city: text
`

test('no comparison stands bare between AND and OR, where the engine goes through the whole statement for it', async () => {
  const file = fileOf('all.csv', `${Object.keys(cells).join(',')}\n${Object.values(cells).join(',')}\n`)
  const { shape, rows } = await detectFile(file, {})
  const scope = { kind: 'events', columns: shape.columns, sample: rows, attributes: {}, events: {} } as const
  const checked = checkMapping(readMappingFile(mapping).file, { ...scope, timezone: 'UTC', declare: true })
  expect(checked.problems.map(problem => problem.says)).toEqual([])
  if (checked.mapping === undefined) throw new Error('a mapping without problems is there')
  const { select } = compileRows(checked.mapping, shape)
  const chains = bracketed(select).filter(piece => /\b(AND|OR)\b/.test(piece))
  expect(chains.length).toBeGreaterThan(20)
  expect(chains.filter(piece => /[^-]>|<|=|\bBETWEEN\b/.test(piece))).toEqual([])
})

/** What stands between brackets and commas, without texts and with inner brackets empty. */
function bracketed(text: string): string[] {
  let rest = text.replace(/'(?:[^'\\]|\\.)*'/g, "''")
  const found: string[] = []
  for (;;) {
    const inner = /\(([^()]*)\)/.exec(rest)
    if (inner === null) return [...found, ...rest.split(',')]
    found.push(...(inner[1] ?? '').split(','))
    rest = `${rest.slice(0, inner.index)}[]${rest.slice(inner.index + inner[0].length)}`
  }
}
