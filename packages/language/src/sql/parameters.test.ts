import { describe, expect, test } from 'vitest'
import { Parameters } from './parameters.ts'

describe('parameters', () => {
  test('bind an equal value of the same type once', () => {
    const parameters = new Parameters()
    expect(parameters.bind('String', 'a')).toBe('{p0:String}')
    expect(parameters.bind('Int64', 1)).toBe('{p1:Int64}')
    expect(parameters.bind('String', 'a')).toBe('{p0:String}')
    expect(parameters.all).toEqual({ p0: { type: 'String', value: 'a' }, p1: { type: 'Int64', value: 1 } })
  })

  test('divide a list and a text that are too long for one, without a loss', () => {
    const parameters = new Parameters()
    const list = Array.from({ length: 20_000 }, (_, index) => `item ${index}`)
    const text = list.map(item => `😀${item}`).join('')
    expect(parameters.bind('Array(String)', list)).toMatch(/^arrayConcat\(\{p0:Array\(String\)\}, \{p1/)
    expect(parameters.bind('String', text)).toMatch(/^concat\(/)
    const values = Object.values(parameters.all).map(({ value }) => value)
    expect(values.filter(value => typeof value === 'object').flat()).toEqual(list)
    expect(values.filter(value => typeof value === 'string').join('')).toBe(text)
  })
})
