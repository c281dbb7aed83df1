import { expect, test } from 'vitest'
import { kilometresBetween, squaredChord, squaredChordOf, unitVector } from './sphere.ts'

const prague = { latitude: 50.0755, longitude: 14.4378 }
const brno = { latitude: 49.1951, longitude: 16.6068 }

test('the distance from Prague to Brno is that of a haversine worked out apart', () => {
  expect(kilometresBetween(prague, brno)).toBeCloseTo(184.6, 0)
})

test('a place is within 0 km of itself', () => {
  expect(squaredChord(unitVector(prague), unitVector(prague))).toBe(squaredChordOf(0))
})

test('the chord of a distance lies between those of a metre less and a metre more', () => {
  const chord = squaredChord(unitVector(prague), unitVector(brno))
  const distance = kilometresBetween(prague, brno)
  expect(squaredChordOf(distance - 0.001)).toBeLessThan(chord)
  expect(squaredChordOf(distance + 0.001)).toBeGreaterThan(chord)
})

test('half the circumference reaches the other side of the Earth', () => {
  const here = unitVector({ latitude: 50, longitude: 14 })
  const there = unitVector({ latitude: -50, longitude: -166 })
  expect(squaredChord(here, there)).toBeLessThanOrEqual(squaredChordOf(20_016))
  expect(squaredChord(here, there)).toBeGreaterThan(squaredChordOf(20_010))
})

test('the antimeridian is no edge', () => {
  const east = { latitude: 0, longitude: 179.99 }
  const west = { latitude: 0, longitude: -179.99 }
  expect(kilometresBetween(east, west)).toBeCloseTo(2.22, 1)
})
