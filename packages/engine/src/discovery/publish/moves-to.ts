import { LARGEST, MONEY_SCALE } from '@kindred/language'
import type { DiscoveredFeature, Discovery, GroupInput } from '../../records/discovery.ts'
import { type FeatureValues, pointOf, squareBetween } from './point-of.ts'
import type { GroupMove } from './say-move.ts'

interface Asked {
  readonly discovery: Discovery
  readonly values: FeatureValues
  readonly point: Float64Array
  /** Places of groups. */
  readonly from: number
  readonly to: number
}

type Move = Omit<GroupMove, 'says'>

/** Every feature that can bring a customer into a group by itself, with the nearest value that does, shortest way first. */
export function movesTo(asked: Asked): Move[] {
  const { features, model } = asked.discovery
  const used = new Set(model.inputs.map(({ feature }) => feature))
  return features
    .filter(({ id }) => used.has(id))
    .flatMap(feature => nearestMove(feature, asked) ?? [])
    .sort((a, b) => a.distance - b.distance)
}

function nearestMove(feature: DiscoveredFeature, asked: Asked): Move | undefined {
  const tried = candidatesFor(feature, asked).flatMap(to => tryMove(feature.id, to, asked) ?? [])
  // Of numbers the roundest that does; of words the nearest.
  if (typeof tried[0]?.to === 'number') return tried[0]
  return tried.toSorted((a, b) => a.distance - b.distance)[0]
}

function tryMove(feature: string, to: GroupMove['to'], asked: Asked): Move | undefined {
  const { discovery, values, point } = asked
  const moved = pointOf(discovery.model.inputs, discovery.features, { ...values, [feature]: to })
  const squares = discovery.model.centres.map(centre => squareBetween(moved, centre))
  if (squares.indexOf(Math.min(...squares)) !== asked.to) return undefined
  const distance = Math.sqrt(squareBetween(point, Array.from(moved)))
  return { feature, from: values[feature] ?? null, to, distance }
}

function candidatesFor(feature: DiscoveredFeature, asked: Asked): GroupMove['to'][] {
  const inputs = asked.discovery.model.inputs.filter(input => input.feature === feature.id)
  if (feature.kind === 'boolean') return [true, false].filter(each => each !== asked.values[feature.id])
  if (feature.kind === 'category')
    return [...new Set(inputs.flatMap(wordsOf))].filter(word => word !== asked.values[feature.id])
  const number = inputs.find(({ reading }) => reading.kind === 'number')
  return number === undefined ? [] : numbersBeyond(number, feature.kind === 'money', asked)
}

function wordsOf({ reading }: GroupInput): string[] {
  if (reading.kind === 'level') return reading.level === null ? [] : [reading.level]
  return reading.kind === 'order' ? [...reading.levels] : []
}

/** Values a little beyond the one that is as near to both centres, the roundest first. */
function numbersBeyond(input: GroupInput, isMoney: boolean, asked: Asked): number[] {
  const at = asked.discovery.model.inputs.indexOf(input)
  const border = borderOf(at, asked)
  if (border === undefined) return []
  const value = valueAt(input, border)
  if (value === undefined || !(Math.abs(value) <= LARGEST / MONEY_SCALE)) return []
  const up = asked.discovery.model.centres[asked.to]![at]! > asked.discovery.model.centres[asked.from]![at]!
  const size = 10 ** Math.floor(Math.log10(Math.max(Math.abs(value), 1e-6)))
  // What is counted stays whole.
  const finest = isMoney ? 1e-4 : Number.isInteger(asked.values[input.feature]) ? 1 : 0
  const steps = [size / 10, size / 100, size / 1000, size / 1e6, finest].filter(
    step => step >= finest && step > 0,
  )
  const tried = steps.map(step => {
    const whole = up ? Math.floor(value / step) + 1 : Math.ceil(value / step) - 1
    return Number((whole * step).toPrecision(12))
  })
  return isAmount(asked.values[input.feature]) ? tried.filter(isAmount) : tried
}

/** Nobody has −3 orders: what is not below zero is not told to go there. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0
}

/** The coordinate at which, all others as they are, both centres are equally far. */
function borderOf(at: number, { discovery, point, from, to }: Asked): number | undefined {
  const [own, next] = [discovery.model.centres[from]!, discovery.model.centres[to]!]
  const apart = next[at]! - own[at]!
  if (apart === 0) return undefined
  const farther = squareBetween(point, next) - squareBetween(point, own)
  return point[at]! + farther / (2 * apart)
}

/** The value that becomes a coordinate; nothing where none does. */
function valueAt({ curve, centre, scale }: GroupInput, coordinate: number): number | undefined {
  const wanted = coordinate * scale + centre
  if (curve === undefined) return wanted
  const piece = curve.findIndex(
    ([, becomes], at) => at > 0 && becomes >= wanted && curve[at - 1]![1] <= wanted,
  )
  if (piece === -1) return undefined
  const [[left, low], [right, high]] = [curve[piece - 1]!, curve[piece]!]
  return high === low ? left : left + ((right - left) * (wanted - low)) / (high - low)
}
