import { expect, test } from 'vitest'
import { grounds, markOf, palette } from './marks.ts'

type Triple = readonly [number, number, number]
type Sight = readonly [Triple, Triple, Triple]

/** Machado, Oliveira and Fernandes (2009), severity 1: what linear light becomes. */
const sights: Record<string, Sight> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function linear(hex: string): Triple {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return [r, g, b]
}

function seen(by: Sight, [r, g, b]: Triple): Triple {
  const [x, y, z] = by.map(([p, q, s]) => Math.min(1, Math.max(0, p * r + q * g + s * b)))
  return [x ?? 0, y ?? 0, z ?? 0]
}

/** Ottosson's OKLab (2020): distances in it are about those people see. */
function okLab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function apart(a: string, b: string, by: Sight): number {
  const [p, q] = [okLab(seen(by, linear(a))), okLab(seen(by, linear(b)))]
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2])
}

function luminance(hex: string): number {
  const [r, g, b] = linear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].toSorted((p, q) => q - p)
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05)
}

test('the colours of groups stay apart for every kind of colour vision, and stand out from the ground', () => {
  for (const [place, ground] of [grounds.light, grounds.dark].entries()) {
    const colours = palette.map(pair => pair[place] ?? '')
    for (const [index, colour] of colours.entries()) {
      expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(3)
      for (const other of colours.slice(0, index))
        for (const [name, sight] of Object.entries(sights))
          expect(apart(colour, other, sight), `${colour}, ${other}: ${name}`).toBeGreaterThan(0.13)
    }
  }
})

test('the first 24 groups differ by colour or shape', () => {
  const marks = Array.from({ length: 24 }, (_, group) => JSON.stringify(markOf(group)))
  expect(new Set(marks).size).toBe(24)
  expect(new Set(Array.from({ length: 6 }, (_, group) => markOf(group).colour)).size).toBe(6)
})
