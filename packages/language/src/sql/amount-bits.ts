import type { Checked } from '../ast/checked.ts'
import { checkedPartsOf } from '../ast/checked-parts.ts'

/** One amount is at most 2^53 ten-thousandths. */
const BITS_OF_ONE = 53

/** And a customer has fewer than 2^40 events. */
const BITS_OF_EVENTS = 40

/** What has been found: a tree may hold the same feature many times over. */
const found = new WeakMap<Checked, number>()

/** How many bits an amount of money can take at most, in ten-thousandths; `LARGEST_AMOUNT` cuts off what is longer. */
export function amountBits(node: Checked): number {
  const known = found.get(node)
  if (known !== undefined) return known
  const bits = Math.min(bitsOf(node), 120)
  found.set(node, bits)
  return bits
}

function bitsOf(node: Checked): number {
  if (node.kind === 'aggregate') return node.function === 'sum' ? BITS_OF_ONE + BITS_OF_EVENTS : BITS_OF_ONE
  const parts = checkedPartsOf(node).filter(part => part.type === 'money')
  const widest = Math.max(BITS_OF_ONE, ...parts.map(amountBits))
  return node.kind === 'arithmetic' ? widest + 1 : widest
}
