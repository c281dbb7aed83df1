import type { Fragment } from './fragment.ts'
import type { Translation } from './translation.ts'

export interface CurvePoints {
  /** Ascending. */
  readonly at: readonly number[]
  readonly values: readonly number[]
}

/** The place, 1 the first, of the last number that is not above x; 1 where all are. x is a Float64, not NULL. */
function placeOf(at: readonly number[], x: Fragment, { fragments, parameters }: Translation): Fragment {
  const bound = parameters.bind('Array(Float64)', at)
  const present = fragments.known(['if(isNaN(', '), 0., ', ')'], x, x)
  return fragments.known(
    [`transform(roundDown(`, `, ${bound}), ${bound}, range(1, ${at.length + 1}), toUInt64(1))`],
    present,
  )
}

/** The value of the last place that is not above x; level beyond both ends; NaN stays what it is. */
export function translateSteps({ at, values }: CurvePoints, x: Fragment, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const bound = parameters.bind('Array(Float64)', values)
  return fragments.known(['if(isNaN(', `), nan, ${bound}[`, '])'], x, placeOf(at, x, translation))
}

/** Straight lines between places, level beyond both ends; NaN stays what it is. */
export function translateLines({ at, values }: CurvePoints, x: Fragment, translation: Translation): Fragment {
  const { fragments, parameters } = translation
  const place = placeOf(at, x, translation)
  const element = (list: readonly number[], ahead: string) =>
    fragments.known([`${parameters.bind('Array(Float64)', list)}[`, `${ahead}]`], place)
  const [left, right, from, to] = [
    element(at, ''),
    element(at, ' + 1'),
    element(values, ''),
    element(values, ' + 1'),
  ]
  return fragments.known(
    [
      'multiIf(isNaN(',
      '), nan, ',
      ` = ${at.length} OR `,
      ' <= ',
      ', ',
      ', ',
      ' + ((',
      ' - ',
      ') * (',
      ' - ',
      ')) / (',
      ' - ',
      '))',
    ],
    x,
    place,
    x,
    left,
    from,
    from,
    to,
    from,
    x,
    left,
    right,
    left,
  )
}
