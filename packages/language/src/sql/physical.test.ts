import { describe, expect, test } from 'vitest'
import { attributeColumn, physicalColumns, propertyColumn, quoteName } from './physical.ts'

describe('names of columns', () => {
  test('of attributes and properties can be no other column’s', () => {
    const names = ['customer_id', 'at', 'event', 'a', 'a_b', 'b']
    const columns = [
      ...names.map(attributeColumn),
      ...names.flatMap(event => names.map(name => propertyColumn(event, name))),
    ]
    expect(new Set([...columns, ...names]).size).toBe(columns.length + names.length)
  })

  test('are quoted whatever is in them', () => {
    expect(quoteName('a`b\\')).toBe('`a\\`b\\\\`')
  })

  test('are two for a place and for tags', () => {
    expect(physicalColumns('attribute$home', 'place').map(({ name }) => name)).toEqual([
      'attribute$home$latitude',
      'attribute$home$longitude',
    ])
    expect(physicalColumns('attribute$likes', 'tags')).toEqual([
      { name: 'attribute$likes', type: 'Array(String)' },
      { name: 'attribute$likes$known', type: 'UInt8' },
    ])
  })
})
