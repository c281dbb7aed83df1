import type { Checked, Compare, OneOf } from '../../ast/checked.ts'
import { MONEY_SCALE, type Value } from '../../vocabulary/value.ts'
import type { Numbered, SlotCondition, SlotNumber, SlotSegment } from './slot-condition.ts'
import { isSlotType, type SlotLayout, type SlotType } from './slot-layout.ts'

/** A segment that is read by others is written out in them up to this many conditions; beyond, it is a slot. */
const LONGEST_INLINE = 32

/** Turns a condition into one over slots, adding to the layout whatever it reads. */
export function lowerSegment(name: string, when: Checked, layout: SlotLayout): SlotSegment {
  const conditions: Checked[] = []
  const root = number(when, { layout, conditions })
  return { name, root, conditions }
}

interface Lowering {
  readonly layout: SlotLayout
  readonly conditions: Checked[]
}

function number(node: Checked, lowering: Lowering): Numbered {
  const position = lowering.conditions.push(node)
  return { number: position, condition: lower(node, lowering) }
}

function lower(node: Checked, lowering: Lowering): SlotCondition {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, operands: node.operands.map(operand => number(operand, lowering)) }
    case 'not':
      return { kind: 'not', operand: number(node.operand, lowering) }
    case 'literal':
      return { kind: 'always', holds: node.value === true }
    case 'segment':
      return isLong(node.when, LONGEST_INLINE) ? truth(node, lowering) : lowerInline(node.when, lowering)
    default:
      return lowerTest(node, lowering.layout) ?? truth(node, lowering)
  }
}

/** The referred segment keeps numbers of its own: a reason names the very condition that blocked. */
function lowerInline(when: Checked, lowering: Lowering): SlotCondition {
  return { kind: 'and', operands: [number(when, lowering)] }
}

/** Anything else is a slot of true and false, worked out by the closure. */
function truth(node: Checked, { layout }: Lowering): SlotCondition {
  const slot = layout.slotOf(node, 'boolean')
  return equal({ kind: 'slot', slot }, 1)
}

function equal(left: SlotNumber, value: number): SlotCondition {
  return { kind: 'compare', operator: '=', left, right: { kind: 'constant', value } }
}

function lowerTest(node: Checked, layout: SlotLayout): SlotCondition | undefined {
  if (node.kind === 'compare') return lowerCompare(node, layout)
  if (node.kind === 'one_of') return lowerOneOf(node, layout)
  if (node.kind === 'known_test') {
    const value = lowerNumber(node.value, layout)
    return value && { kind: 'known', value, known: node.known }
  }
  if (node.kind !== 'between' || !comparesAsFloats([node.value, node.low, node.high])) return undefined
  const value = lowerNumber(node.value, layout)
  const low = lowerNumber(node.low, layout)
  const high = lowerNumber(node.high, layout)
  return value && low && high && { kind: 'between', value, low, high }
}

function lowerCompare({ operator, left, right }: Compare, layout: SlotLayout): SlotCondition | undefined {
  if (!comparesAsFloats([left, right])) return undefined
  const a = lowerNumber(left, layout)
  const b = lowerNumber(right, layout)
  return a && b && { kind: 'compare', operator, left: a, right: b }
}

/**
 * Whether floats give the very answer. Amounts of money may be larger than a float holds exactly, so they are
 * compared only with written ones; codes of text say only whether a text is a written one.
 */
function comparesAsFloats(sides: readonly Checked[]): boolean {
  const exact = sides.every(({ type }) => type !== 'money' && type !== 'text')
  return exact || sides.filter(({ kind }) => kind !== 'literal').length <= 1
}

function lowerOneOf(node: OneOf, layout: SlotLayout): SlotCondition | undefined {
  const value = lowerNumber(node.value, layout)
  const options = node.options.map(option => constant(option, layout))
  return value && { kind: 'one_of', value, options }
}

function lowerNumber(node: Checked, layout: SlotLayout): SlotNumber | undefined {
  if (!isSlotType(node.type)) return undefined
  if (node.kind === 'literal') return { kind: 'constant', value: constant(node.value, layout) }
  if (node.kind === 'convert' && node.value.type === 'money') return units(node.value, layout)
  if (node.kind !== 'arithmetic' || node.left.type !== 'number' || node.right.type !== 'number')
    return slot(node, node.type, layout)
  const left = lowerNumber(node.left, layout)
  const right = lowerNumber(node.right, layout)
  return left && right && { kind: 'arithmetic', operator: node.operator, left, right }
}

/** Ten-thousandths as currency units: the same division as everywhere. */
function units(money: Checked, layout: SlotLayout): SlotNumber | undefined {
  const left = lowerNumber(money, layout)
  return left && { kind: 'arithmetic', operator: '/', left, right: { kind: 'constant', value: MONEY_SCALE } }
}

function slot(node: Checked, type: SlotType, layout: SlotLayout): SlotNumber {
  return { kind: 'slot', slot: layout.slotOf(node, type) }
}

function constant(value: Value, layout: SlotLayout): number {
  return typeof value === 'string' ? layout.codeOf(value) : layout.encode(value)
}

/** Whether a condition has more than `most` conditions in it, references included; looks no further than that. */
function isLong(node: Checked, most: number): boolean {
  return countConditions(node, most) > most
}

function countConditions(node: Checked, most: number): number {
  let count = 1
  for (const part of conditionsBelow(node)) {
    if (count > most) break
    count += countConditions(part, most - count)
  }
  return count
}

function conditionsBelow(node: Checked): readonly Checked[] {
  if (node.kind === 'and' || node.kind === 'or') return node.operands
  if (node.kind === 'not') return [node.operand]
  return node.kind === 'segment' ? [node.when] : []
}
