import type { Aggregate, Arithmetic, Call, Checked, ClassRead } from '../../ast/checked.ts'
import { addMoney, money, subtractMoney } from '../../evaluate/exact-money.ts'
import { anniversaryIn, DAY_MS, localDate, startOfDay, yearMonthDay } from '../../vocabulary/calendar.ts'
import { MONEY_SCALE, type Value } from '../../vocabulary/value.ts'
import type { DeclaredType } from '../../vocabulary/vocabulary.ts'
import { ofAttribute, ofEvents, type Proposal, type Wish, type Wishes } from './proposal.ts'
import type { Propose } from './propose.ts'
import { read, type Scene, valuesOf } from './scene.ts'
import { isStorable } from './sure-bounds.ts'
import type { Target } from './targets.ts'

/** Ways for an expression to have a value. What is not thought of here is not found; what does not work is found out. */
export function reach(node: Checked, target: Target, scene: Scene, propose: Propose): readonly Proposal[] {
  switch (node.kind) {
    case 'attribute':
    case 'property':
      return [ofAttribute(node.name, { type: node.type, ...target })]
    case 'feature':
      return reach(node.is, target, scene, propose)
    case 'convert':
      return reachConverted(node.value, node.type, target, scene, propose)
    case 'aggregate':
      return reachAggregate(node, target, scene, propose)
    case 'call':
      return reachCall(node, target, scene, propose)
    case 'arithmetic':
      return reachArithmetic(node, target, scene, propose)
    case 'choice':
      return reach(
        read(node.condition, scene) === true ? node.whenTrue : node.otherwise,
        target,
        scene,
        propose,
      )
    case 'class':
      return reachClass(node, target, scene, propose)
    default:
      return []
  }
}

function reachConverted(
  value: Checked,
  to: Checked['type'],
  target: Target,
  scene: Scene,
  propose: Propose,
): readonly Proposal[] {
  if (to === 'date' && target.value !== undefined && !isStorable('date', target.value)) return []
  const before = target.value === undefined ? undefined : unconverted(target.value, value.type, to, scene)
  return reach(value, { ...target, value: before }, scene, propose)
}

function unconverted(value: Value, from: Checked['type'], to: Checked['type'], { context }: Scene): Value {
  if (typeof value !== 'number') return value
  if (from === 'instant' && to === 'date') return startOfDay(value, context.timezone)
  return from === 'money' && to === 'number' ? Math.ceil(value * MONEY_SCALE) : value
}

/** More events; what an aggregate has too much of only time can take away. */
function reachAggregate(
  node: Aggregate,
  target: Target,
  scene: Scene,
  propose: Propose,
): readonly Proposal[] {
  const { value } = target
  if (value === undefined) return []
  if (node.function === 'count') {
    const more = Number(value) - Number(read(node, scene))
    return more > 0 && more <= MOST_EVENTS ? happening(node, Math.ceil(more), new Map(), scene, propose) : []
  }
  if (isSum(node) && !isMore(value, read(node, scene))) return []
  const wish = node.property === undefined ? undefined : wishOf(node, node.property.type, target, scene)
  if (wish === undefined) return happening(node, 1, new Map(), scene, propose)
  const properties = new Map([[node.property?.name ?? '', wish]])
  const counts = node.function === 'most_frequent' ? [1, 2, 3, 5] : [1]
  return counts.flatMap(count => happening(node, count, properties, scene, propose))
}

function isSum({ function: name }: Aggregate): boolean {
  return name === 'sum' || name === 'first_day_sum'
}

/** Nobody is asked for an event of a negative amount. */
function isMore(wanted: Value, now: Value | undefined): boolean {
  return isQuantity(wanted) && isQuantity(now) && wanted > now
}

/** More than that nobody would call a small change. */
const MOST_EVENTS = 100

/** What the property of one more event would have to be. */
function wishOf(node: Aggregate, type: DeclaredType, target: Target, scene: Scene): Wish | undefined {
  const { value } = target
  if (isSum(node)) return wishOfSum(type, read(node, scene), target)
  if (node.function === 'avg') return wishOfAverage(node, type, target, scene)
  if (node.function === 'distinct' || node.function === 'count') return undefined
  return value === undefined ? undefined : { type, value, bound: target.bound }
}

function wishOfSum(type: DeclaredType, now: Value | undefined, { value, bound }: Target): Wish | undefined {
  if (!isQuantity(value) || !isQuantity(now)) return undefined
  if (type === 'money') return { type, value: subtractMoney(value, now), bound, ofSum: true }
  return { type, value: Number(value) - Number(now), bound, ofSum: true }
}

/** So much that the mean of all, the new one included, is what is wanted. */
function wishOfAverage(
  node: Aggregate,
  type: DeclaredType,
  { value, bound }: Target,
  scene: Scene,
): Wish | undefined {
  if (typeof value !== 'number') return undefined
  const known = valuesOf(node, scene).filter(isQuantity)
  const scale = type === 'money' ? MONEY_SCALE : 1
  const sum = known.reduce<number>((total, each) => total + Number(each), 0)
  const wanted = value * scale * (known.length + 1) - sum
  return { type, value: type === 'money' ? Math.ceil(wanted) : wanted, bound }
}

function isQuantity(value: Value | undefined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** Events with given properties that the aggregate's `where` lets through. */
export function happening(
  { event, where }: { readonly event: string; readonly where?: Checked | undefined },
  count: number,
  properties: Wishes,
  scene: Scene,
  propose: Propose,
): readonly Proposal[] {
  if (where === undefined) return [ofEvents({ event, count, properties })]
  const known = new Map<string, Value>()
  for (const [name, { value }] of properties) if (value !== undefined) known.set(name, value)
  const imagined = { id: '', event, at: scene.run.asOf, properties: known }
  return propose(where, true, { ...scene, event: imagined }).map(({ attributes }) =>
    ofEvents({ event, count, properties: new Map([...properties, ...attributes]) }),
  )
}

function reachCall(node: Call, target: Target, scene: Scene, propose: Propose): readonly Proposal[] {
  const [of] = node.arguments
  if (of === undefined || node.function === 'length') return []
  const each = (argument: Checked): readonly Proposal[] => reach(argument, target, scene, propose)
  switch (node.function) {
    case 'days_since':
    case 'age':
      return reach(of, { ...sinceOf(node, of, target, scene) }, scene, propose)
    case 'abs':
      return [each(of), reach(of, negative(target), scene, propose)].flat()
    case 'round':
    case 'lower':
      return each(of)
    default:
      return node.arguments.flatMap(each)
  }
}

function negative({ value, bound }: Target): Target {
  const opposite = typeof value === 'number' || typeof value === 'bigint' ? -value : value
  return {
    value: opposite,
    bound: bound === 'exactly' ? bound : bound === 'at_least' ? 'at_most' : 'at_least',
  }
}

/** The longer ago, the earlier: what is at least becomes at most. */
function sinceOf(node: Call, of: Checked, target: Target, { run, context }: Scene): Target {
  if (typeof target.value !== 'number') return { value: undefined, bound: 'exactly' }
  const today = localDate(run.asOf, context.timezone)
  const bound = target.bound === 'exactly' ? 'exactly' : target.bound === 'at_least' ? 'at_most' : 'at_least'
  if (node.function === 'age')
    return { value: anniversaryIn(today, yearMonthDay(today).year - Math.ceil(target.value)), bound }
  if (of.type === 'date') return { value: today - Math.ceil(target.value), bound }
  return { value: Math.round(run.asOf - target.value * DAY_MS), bound }
}

/** One side as it is, the other as it would have to be. */
function reachArithmetic(
  node: Arithmetic,
  target: Target,
  scene: Scene,
  propose: Propose,
): readonly Proposal[] {
  const left = read(node.left, scene)
  const right = read(node.right, scene)
  const bound = 'exactly'
  const ofLeft = isQuantity(right) && isQuantity(target.value) ? leftOf(node, target.value, right) : undefined
  const ofRight = isQuantity(left) && isQuantity(target.value) ? rightOf(node, target.value, left) : undefined
  return [
    ...(ofLeft === undefined ? [] : reach(node.left, { value: ofLeft, bound }, scene, propose)),
    ...(ofRight === undefined ? [] : reach(node.right, { value: ofRight, bound }, scene, propose)),
  ]
}

type Quantity = number | bigint

function leftOf(node: Arithmetic, result: Quantity, right: Quantity): Quantity | undefined {
  switch (node.operator) {
    case '+':
      return difference(node, result, right)
    case '-':
      return node.type === 'money'
        ? addMoney(result, right)
        : finite(Number(result) + Number(shift(node, right)))
    case '*':
      return finite(Number(result) / Number(right))
    case '/':
      return scaledBack(node, Number(result) * Number(right))
  }
}

function rightOf(node: Arithmetic, result: Quantity, left: Quantity): Quantity | undefined {
  switch (node.operator) {
    case '+':
      return difference(node, result, left)
    case '-':
      return difference(node, left, result)
    case '*':
      return finite(Number(result) / Number(left))
    case '/':
      return scaledBack(node, Number(left) / Number(result))
  }
}

function difference(node: Arithmetic, a: Quantity, b: Quantity): Quantity | undefined {
  return node.type === 'money' ? subtractMoney(a, b) : finite(Number(a) - Number(shift(node, b)))
}

/** A duration beside a date counts in days. */
function shift({ type }: Arithmetic, by: Quantity): Quantity {
  return type === 'date' ? Number(by) / DAY_MS : by
}

function scaledBack({ left }: Arithmetic, value: number): Quantity | undefined {
  if (!Number.isFinite(value)) return undefined
  return left.type === 'money' ? money(BigInt(Math.ceil(value))) : value
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

/** The first rule that names the class comes to hold, and none before it; or the measure crosses the cut. */
function reachClass(
  { of }: ClassRead,
  { value }: Target,
  scene: Scene,
  propose: Propose,
): readonly Proposal[] {
  if (of.kind === 'tiers') {
    const cut = scene.context.cutoffs?.get(of.id)?.[0]?.[of.classes.findIndex(each => each.class === value)]
    return cut === undefined ? [] : reach(of.by, { value: cut, bound: 'at_least' }, scene, propose)
  }
  if (of.kind !== 'first_match') return []
  const rule = of.classes.findIndex(each => each.class === value)
  const before = of.classes.slice(0, rule < 0 ? of.classes.length : rule).map(each => each.when)
  return propose.all(
    [
      ...before.map(when => ({ node: when, wanted: false })),
      ...of.classes
        .slice(rule, rule + 1)
        .flatMap(({ when }) => (rule < 0 ? [] : [{ node: when, wanted: true }])),
    ],
    scene,
  )
}
