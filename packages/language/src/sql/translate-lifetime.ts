import type { LeavingByChance, LeavingByRate, LifetimeScorer, LifetimeWorth } from '../ast/lifetime-scorer.ts'
import type { Fragment } from './fragment.ts'
import type { ScoreInputs } from './score-inputs.ts'
import type { Translation } from './translation.ts'

/** Binds a number, or a list of them. */
interface Binds {
  number(value: number): string
  list(values: readonly number[]): string
}

/**
 * The formula of `compileLifetime`, over names that a lambda gives to the inputs: x later purchases, t days since the
 * first, u since the last (without later ones: the first); e and f what all of them and what the first brought.
 */
export function translateLifetime(
  scorer: LifetimeScorer,
  inputs: ScoreInputs,
  { fragments, parameters }: Translation,
): Fragment {
  const binds: Binds = {
    number: value => parameters.bind('Float64', value),
    list: values => parameters.bind('Array(Float64)', [...values]),
  }
  const { purchases, sinceFirst, sinceLast } = scorer.inputs
  const factors = [
    aliveText(scorer, binds),
    ...(scorer.ahead === undefined ? [] : [purchasesText(scorer, scorer.ahead, binds)]),
    ...(scorer.worth === undefined ? [] : [worthText(scorer.worth, binds)]),
  ]
  const worth = scorer.worth === undefined ? [] : [scorer.worth.spent, scorer.worth.firstSpent]
  const names = ['n', 't', 'u', ...(worth.length === 0 ? [] : ['e', 'f'])]
  const given = [purchases, sinceFirst, sinceLast, ...worth].map(place => inputs.number(place))
  const product = factors.map(factor => `(${factor})`).join(' * ')
  return fragments.list(
    `arrayMap((${names.join(', ')}) -> if(n >= 1, ${product.replaceAll('{x}', '(n - 1)').replaceAll('{u}', 'if(n = 1, t, u)')}, nan), [`,
    given,
    '], [',
    '])[1]',
    false,
  )
}

function aliveText({ leaving, r, alpha }: LifetimeScorer, binds: Binds): string {
  return leaving.kind === 'chance'
    ? aliveByChance(leaving, r, alpha, binds)
    : aliveByRate(leaving, r, alpha, binds)
}

function aliveByChance({ a, b, first }: LeavingByChance, r: number, alpha: number, binds: Binds): string {
  const [start, shape] = [binds.number(alpha), binds.number(r)]
  const odds = `${binds.number(a)} / (${binds.number(b)} + ({x} + ${first}) - 1) * exp((${shape} + {x}) * log((${start} + t) / (${start} + t - u)))`
  return `if({x} + ${first} = 0, {u} - {u} + 1, 1 / (1 + ${odds}))`
}

function aliveByRate(
  { s, beta, parts, shares }: LeavingByRate,
  r: number,
  alpha: number,
  binds: Binds,
): string {
  const [start, stay, shape, rate] = [alpha, beta, r, s].map(binds.number)
  const exponent = `(${shape} + {x}) * log((${start} + t) / (${start} + t - {u} * k)) + ${rate} * log((${stay} + t) / (${stay} + t - {u} * k))`
  const gone = `arraySum((k, w) -> w / (${stay} + t - {u} * k) * exp(${exponent}), ${binds.list(parts)}, ${binds.list(shares)})`
  return `1 / (1 + ${rate} * {u} * ${gone})`
}

function purchasesText(
  { leaving, r, alpha }: LifetimeScorer,
  { times, shares }: NonNullable<LifetimeScorer['ahead']>,
  binds: Binds,
): string {
  const within =
    leaving.kind === 'chance'
      ? withinByChance(leaving, r, alpha, binds)
      : withinByRate(leaving, r, alpha, binds)
  const sum = `arraySum((h, c) -> c * (${within}), ${binds.list(times)}, ${binds.list(shares)})`
  if (leaving.kind === 'rate') return sum
  const logs = binds.list(leaving.chances.map(chance => Math.log(1 - chance)))
  return `${sum} / arraySum((w, l) -> w * exp(({x} + ${leaving.first}) * l), ${binds.list(leaving.shares)}, ${logs})`
}

function withinByChance(
  { first, chances, shares }: LeavingByChance,
  r: number,
  alpha: number,
  binds: Binds,
): string {
  const logs = binds.list(chances.map(chance => Math.log(1 - chance)))
  const left = `exp(-(${binds.number(r)} + {x}) * log1p(p * h / (${binds.number(alpha)} + t)))`
  return `arraySum((p, w, l) -> w * exp(({x} + ${first}) * l) * (1 - ${left}) / p, ${binds.list(chances)}, ${binds.list(shares)}, ${logs})`
}

function withinByRate({ s, beta }: LeavingByRate, r: number, alpha: number, binds: Binds): string {
  const longer = `log1p(h / (${binds.number(beta)} + t))`
  const stay = s === 1 ? longer : `(1 - exp(${binds.number(1 - s)} * ${longer})) / ${binds.number(s - 1)}`
  return `(${binds.number(r)} + {x}) / (${binds.number(alpha)} + t) * (${binds.number(beta)} + t) * (${stay})`
}

function worthText({ p, q, v, margin }: LifetimeWorth, binds: Binds): string {
  const spent = `${binds.number(v)} + if(e - f < 0, 0., e - f)`
  return `${binds.number(margin)} * ${binds.number(p)} * (${spent}) / (${binds.number(p)} * {x} + ${binds.number(q)} - 1)`
}
