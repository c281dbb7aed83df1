import type { Checked } from '../ast/checked.ts'

/** Values are at most 2^53; so many of them as a customer can have sum to less than 2^93. */
const VALUE = 53
const SUM = 93
const LARGEST_FLOAT = 1023
/** `LARGEST_AMOUNT` is beyond. */
const LARGEST_OF_MONEY = 119
const SMALLEST_FLOAT = -1074

/** Found once for each node: a feature that many read is not walked again. */
const bounds = new WeakMap<Checked, number>()

/**
 * Whether a result can leave what its type can hold: 64-bit floats, amounts of 36 digits, days from 1900 to 2299.
 * Only then, or when it is divided by nought, is the result of known values unknown.
 */
export function canOverflow(node: Checked): boolean {
  if (node.type === 'number') return boundOf(node) >= LARGEST_FLOAT
  if (node.type === 'money') return boundOf(node) >= LARGEST_OF_MONEY
  return node.type === 'date' || node.type === 'instant'
}

/** The size of a value is below two to the power of this. */
function boundOf(node: Checked): number {
  const known = bounds.get(node)
  if (known !== undefined) return known
  const bound = computeBound(node)
  bounds.set(node, bound)
  return bound
}

function computeBound(node: Checked): number {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'number' ? Math.log2(Math.max(1, Math.abs(node.value))) + 1 : VALUE
    case 'feature':
      return boundOf(node.is)
    case 'aggregate':
      return node.function === 'sum' ? SUM : VALUE
    case 'convert':
      return boundOf(node.value)
    case 'choice':
      return Math.max(boundOf(node.whenTrue), boundOf(node.otherwise))
    case 'call':
      // Rounding works on the value times a power of ten.
      return Math.max(...node.arguments.map(boundOf)) + (node.function === 'round' ? 21 : 0)
    case 'arithmetic':
      return arithmeticBound(node.operator, node.left, node.right)
    default:
      return VALUE
  }
}

function arithmeticBound(operator: '+' | '-' | '*' | '/', left: Checked, right: Checked): number {
  if (operator === '*') return boundOf(left) + boundOf(right)
  if (operator !== '/') return Math.max(boundOf(left), boundOf(right)) + 1
  const divisor = right.kind === 'literal' ? Math.abs(Number(right.value)) : 0
  return boundOf(left) - (divisor === 0 ? SMALLEST_FLOAT : Math.log2(divisor))
}
