import { EXPONENTIAL } from '../vocabulary/exponential.ts'
import type { Fragment } from './fragment.ts'
import type { Translation } from './translation.ts'

/** exp(x) by the arithmetic of `exponential`; x is a Float64 that is not NULL. */
export function translateExponential(x: Fragment, { fragments, parameters }: Translation): Fragment {
  const bind = (value: number) => parameters.bind('Float64', value)
  const { least, most, log2e, high, low, coefficients } = EXPONENTIAL
  const within = fragments.known([`if(`, ` >= ${least} AND `, ` <= ${most}, `, ', 0.)'], x, x, x)
  const k = fragments.known([`floor(`, ` * ${bind(log2e)} + 0.5)`], within)
  const r = fragments.known([`(`, ` - `, ` * ${bind(high)} - `, ` * ${bind(low)})`], within, k, k)
  const [first = 0, ...others] = coefficients
  const sum = others.reduce(
    (inner, coefficient) => fragments.known(['(', ' * ', ` + ${bind(coefficient)})`], inner, r),
    fragments.known([bind(first)]),
  )
  const power = fragments.known`reinterpretAsFloat64(bitShiftLeft(toUInt64(${k} + 1023), 52))`
  return fragments.known(
    [`multiIf(`, ` < ${least}, 0., `, ` <= ${most}, `, ' * ', ', ', ` > ${most}, inf, nan)`],
    x,
    x,
    sum,
    power,
    x,
  )
}

/** 1 / (1 + exp(−x)) */
export function translateLogistic(x: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  return fragments.known`(1. / (1. + ${translateExponential(fragments.known`(-${x})`, translation)}))`
}

/** The hyperbolic tangent. */
export function translateTangent(x: Fragment, translation: Translation): Fragment {
  const { fragments } = translation
  return fragments.known`(1. - 2. / (1. + ${translateExponential(fragments.known`(2. * ${x})`, translation)}))`
}
