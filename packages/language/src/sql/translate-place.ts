import type { Checked, Inside, Near } from '../ast/checked.ts'
import {
  COSINE_SERIES,
  DEGREE_SCALE,
  HALF_RADIANS_PER_DEGREE,
  RADIANS_PER_DEGREE,
  SINE_SERIES,
  squaredChordOf,
  unitVector,
  VECTOR_SCALE,
  wholeDegrees,
} from '../vocabulary/sphere.ts'
import { SqlError } from './errors.ts'
import type { Fragment } from './fragment.ts'
import type { PlaceTerm } from './term.ts'
import { settled, type Translation } from './translation.ts'

export function translateNear(node: Near, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const place = placeTerm(node.value, translation)
  const center = unitVector(node.center)
  const [x, y, z] = directionOf(place, translation)
  const squared = [away(x, center.x), away(y, center.y), away(z, center.z)]
  const chord = fragments.list('(', squared, ' + ', ')', place.latitude.nullable)
  const limit = parameters.bind('Float64', String(squaredChordOf(node.kilometres)))
  return settled(fragments, fragments.strict([`(`, ` <= ${limit})`], chord))

  function away(part: Fragment, of: number): Fragment {
    const difference = fragments.strict([`(`, ` - ${parameters.bind('Float64', String(of))})`], part)
    return fragments.strict`(${difference} * ${difference})`
  }
}

function placeTerm(node: Checked, translation: Translation): PlaceTerm {
  const term = translation.term(node)
  if (term.kind !== 'place') throw new SqlError('sql_tree_not_checked', `${node.type} where a place belongs`)
  return term
}

/** `unitVector` of `vocabulary/sphere.ts`, operation by operation. */
function directionOf(
  place: PlaceTerm,
  translation: Translation,
): readonly [x: Fragment, y: Fragment, z: Fragment] {
  const { fragments } = translation
  const latitude = fragments.strict([`(`, ` * ${RADIANS_PER_DEGREE})`], place.latitude)
  const half = fragments.strict([`(`, ` * ${HALF_RADIANS_PER_DEGREE})`], place.longitude)
  const up = fragments.strict`(${latitude} * ${powerSeries(SINE_SERIES, latitude, translation)})`
  const out = powerSeries(COSINE_SERIES, latitude, translation)
  const sine = fragments.strict`(${half} * ${powerSeries(SINE_SERIES, half, translation)})`
  const cosine = powerSeries(COSINE_SERIES, half, translation)
  return [
    whole(fragments.strict`(${out} * (1 - 2 * ${sine} * ${sine}))`, translation),
    whole(fragments.strict`(${out} * (2 * ${sine} * ${cosine}))`, translation),
    whole(up, translation),
  ]
}

/** The terms times the powers of the angle's square, summed from the highest down. */
function powerSeries(
  terms: readonly number[],
  angle: Fragment,
  { fragments, parameters }: Translation,
): Fragment {
  const z = fragments.strict`(${angle} * ${angle})`
  const [highest = 0, ...others] = terms.toReversed()
  const term = (value: number) => parameters.bind('Float64', String(value))
  const start = fragments.known([term(highest)])
  return others.reduce((total, next) => fragments.strict([`(`, ` * `, ` + ${term(next)})`], total, z), start)
}

function whole(part: Fragment, { fragments }: Translation): Fragment {
  return fragments.strict([`floor(`, ` * ${VECTOR_SCALE}. + 0.5)`], part)
}

/** Even-odd over the polygon's edges, those themselves counting as inside; in whole millionths of a degree. */
export function translateInside(node: Inside, translation: Translation): Fragment {
  const { fragments } = translation
  const place = placeTerm(node.value, translation)
  const x = wholeDegree(place.longitude, translation)
  const y = wholeDegree(place.latitude, translation)
  const edges = edgeArrays(node, translation)
  const side = '(bx - ax) * (y - ay) - (by - ay) * (x - ax)'
  const on = `(${side}) = 0 AND x BETWEEN least(ax, bx) AND greatest(ax, bx) AND y BETWEEN least(ay, by) AND greatest(ay, by)`
  const crosses = `(ay > y) != (by > y) AND ((${side}) > 0) = (by > ay)`
  const test = (body: string, name: string) =>
    fragments.known(
      [
        `${name}((ax, ay, bx, by, x, y) -> ${body}, ${edges}, arrayWithConstant(${node.polygon.length}, `,
        `), arrayWithConstant(${node.polygon.length}, `,
        `))`,
      ],
      settledCoordinate(x, translation),
      settledCoordinate(y, translation),
    )
  const known = place.latitude.nullable
    ? fragments.known`isNotNull(${place.latitude})`
    : fragments.known(['1'])
  return fragments.known`(${known} AND (${test(on, 'arrayExists')} OR ${test(crosses, 'arrayCount')} % 2 = 1))`
}

function wholeDegree(degrees: Fragment, { fragments }: Translation): Fragment {
  return fragments.strict([`floor(`, ` * ${DEGREE_SCALE}. + 0.5)`], degrees)
}

function settledCoordinate(coordinate: Fragment, { fragments }: Translation): Fragment {
  return coordinate.nullable ? fragments.known`ifNull(${coordinate}, 0)` : coordinate
}

function edgeArrays(node: Inside, { parameters }: Translation): string {
  const corners = node.polygon.map(({ latitude, longitude }) => ({
    x: wholeDegrees(longitude),
    y: wholeDegrees(latitude),
  }))
  const next = [...corners.slice(1), ...corners.slice(0, 1)]
  const lists = [
    corners.map(({ x }) => x),
    corners.map(({ y }) => y),
    next.map(({ x }) => x),
    next.map(({ y }) => y),
  ]
  return lists.map(list => parameters.bind('Array(Float64)', list)).join(', ')
}
