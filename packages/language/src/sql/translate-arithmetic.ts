import type { Arithmetic, Convert } from '../ast/checked.ts'
import { DAY_MS, FIRST_DAY, FIRST_INSTANT, LAST_DAY, LAST_INSTANT } from '../vocabulary/calendar.ts'
import { LARGEST_AMOUNT, MONEY_SCALE } from '../vocabulary/value.ts'
import { amountBits } from './amount-bits.ts'
import type { Fragment } from './fragment.ts'
import { localDayWithin } from './local-day.ts'
import { finite, type Translation } from './translation.ts'

/** Below this many bits an amount is within `LARGEST_AMOUNT`, which Decimal(38, 4) can hold twice over. */
const BITS_OF_LARGEST = 119

export function translateArithmetic(node: Arithmetic, translation: Translation): Fragment {
  const left = translation.scalar(node.left)
  const right = translation.scalar(node.right)
  const { fragments } = translation
  switch (node.left.type) {
    case 'money':
      return moneyArithmetic(node, left, right, translation)
    case 'date':
      return dateArithmetic(node, left, right, translation)
    case 'instant':
    case 'duration': {
      const result = fragments.strict(['(', ` ${node.operator} `, ')'], left, right)
      return node.type === 'instant' ? within(result, FIRST_INSTANT, LAST_INSTANT, translation) : result
    }
    default:
      return finite(fragments, fragments.strict(['(', ` ${node.operator} `, ')'], left, right))
  }
}

function moneyArithmetic(
  node: Arithmetic,
  left: Fragment,
  right: Fragment,
  translation: Translation,
): Fragment {
  const { fragments } = translation
  if (node.operator === '/') {
    return finite(
      fragments,
      fragments.strict`(${unitsOf(left, translation)} / ${unitsOf(right, translation)})`,
    )
  }
  const wide = (amount: Fragment) => fragments.strict`toDecimal128(${amount}, 4)`
  const result = fragments.strict(['(', ` ${node.operator} `, ')'], wide(left), wide(right))
  if (amountBits(node) < BITS_OF_LARGEST) return result
  const limit = `toDecimal128('${LARGEST_AMOUNT / BigInt(MONEY_SCALE)}', 4)`
  return fragments.unsure([`if(abs(`, `) <= ${limit}, `, ', NULL)'], result, result)
}

/** Whole ten-thousandths as a float, nearest. */
function unitsOf(amount: Fragment, { fragments }: Translation): Fragment {
  return fragments.strict`toFloat64(reinterpret(toDecimal128(${amount}, 4), 'Int128'))`
}

function dateArithmetic(
  node: Arithmetic,
  left: Fragment,
  right: Fragment,
  translation: Translation,
): Fragment {
  const { fragments } = translation
  if (node.right.type === 'date') return fragments.strict`toFloat64(${left} - ${right})`
  const days = fragments.strict([`intDiv(`, `, ${DAY_MS})`], right)
  const result = fragments.strict(['(', ` ${node.operator} `, ')'], left, days)
  return within(result, FIRST_DAY, LAST_DAY, translation)
}

/** Days and instants that no column could hold are unknown. */
function within(value: Fragment, low: number, high: number, { fragments }: Translation): Fragment {
  return fragments.unsure([`if(`, ` BETWEEN ${low} AND ${high}, `, ', NULL)'], value, value)
}

export function translateConvert(node: Convert, translation: Translation): Fragment {
  const value = translation.scalar(node.value)
  const { fragments } = translation
  if (node.value.type === 'money' && node.type === 'number') return fragments.strict`toFloat64(${value})`
  if (node.value.type === 'number' && node.type === 'money')
    return fragments.strict`toDecimal128(${value}, 4)`
  if (node.value.type === 'instant' && node.type === 'date') return localDayWithin(value, translation)
  return value
}
