import { expect, test } from 'vitest'
import { z } from 'zod'
import { issueWords } from './issue-words.ts'

const schema = z.strictObject({
  as_of: z.string().min(1).optional(),
  format: z.enum(['csv', 'ndjson']),
  limit: z.int().min(1).max(100),
  names: z.array(z.string()).max(2),
  either: z.union([z.number(), z.boolean()]),
})
const good = { format: 'csv', limit: 5, names: [], either: 1 }

test.each([
  [{ as_of: '' }, "'as_of' is empty"],
  [{ format: 'xml' }, "'format' should be one of csv, ndjson"],
  [{ format: undefined }, "'format' should be one of csv, ndjson"],
  [{ limit: 0 }, "'limit' should be 1 or more"],
  [{ limit: 101 }, "'limit' should be at most 100"],
  [{ limit: 'anna' }, "'limit' should be a number"],
  [{ limit: undefined }, "'limit' is missing"],
  [{ names: ['a', 'b', 'c'] }, "'names' should have at most 2 items"],
  [{ names: [5] }, "'names.0' should be text"],
  [{ either: 'anna' }, "'either' should be a number or should be true or false"],
  [{ more: 1 }, "has no part 'more'"],
])('%j is told in words, without what was given', (given, words) => {
  const parsed = schema.safeParse({ ...good, ...given })
  expect(parsed.error?.issues.map(issueWords)).toEqual([words])
})
