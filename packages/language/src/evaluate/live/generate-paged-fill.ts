import type { Aggregate } from '../../ast/checked.ts'
import { MONEY_SCALE, NUMBER_SUM_SCALE } from '../../vocabulary/value.ts'
import { LARGE } from './cell.ts'
import { inFunctions, type PackedSlot, search, timesValue } from './generate-fill.ts'
import { ofEvent } from './piece.ts'
import type { WindowRange } from './window-range.ts'

/**
 * Fills slots from a history in pages: `w` and `n` are words and numbers of its newest events, `s` the row, `a` and `u` the
 * ends of the windows, `o` turns a code of the newest events' dictionary into that of a written text. By window: `x` says
 * that the outline has nothing to say of it, `W` and `N` are words and numbers of the page it begins in. `O` are the numbers of
 * the outline, of which the spans begin at `S`.
 */
export type FillPagedSlots = (
  w: Int32Array,
  n: Float64Array,
  s: Float64Array,
  a: Float64Array,
  u: Float64Array,
  o: (code: number) => number,
  x: Uint8Array,
  W: readonly Int32Array[],
  N: readonly Float64Array[],
  O: Float64Array,
  S: number,
) => void

const PARAMETERS = 'w,n,s,a,u,o,x,W,N,O,S'
const VARIABLES = 'c,b,f,t,l,h,m,i,v,p,k,y,z,g,e,r,q,C,B,F,T,P,K'

/** As many of them as of one piece would make twice the code. */
const SLOTS_IN_FUNCTION = 20

/**
 * The slots as code: of each window what the outline says, and beside it the events of the page it begins in and of the
 * newest ones. A slot that this does not say is made infinite: no aggregate is.
 *
 * @throws EvalError where code out of strings is forbidden.
 */
export function generatePagedFill(
  slots: readonly PackedSlot[],
  ranges: readonly WindowRange[],
): readonly FillPagedSlots[] {
  return inFunctions(slots, SLOTS_IN_FUNCTION).map(groups =>
    build(groups.map(group => selectionCode(group, ranges)).join('')),
  )
}

function build(body: string): FillPagedSlots {
  return new Function(`'use strict';return function(${PARAMETERS}){let ${VARIABLES};${body}}`)()
}

/** Events one after another, by the names of what they lie in. */
interface Stretch {
  readonly words: string
  readonly numbers: string
  /** How many events there are, where their instants begin, and which of them are in the window. */
  readonly count: string
  readonly begin: string
  readonly from: string
  readonly to: string
  /** Where the cells and the answers to tests begin. */
  readonly cells: string
  readonly answers: string
}

const page: Stretch = {
  words: 'r',
  numbers: 'q',
  count: 'C',
  begin: 'B',
  from: 'F',
  to: 'T',
  cells: 'P',
  answers: 'K',
}
const newest: Stretch = {
  words: 'w',
  numbers: 'n',
  count: 'c',
  begin: 'b',
  from: 'f',
  to: 't',
  cells: 'p',
  answers: 'k',
}
const stretches = [page, newest]

function selectionCode(group: readonly PackedSlot[], ranges: readonly WindowRange[]): string {
  const [first] = group
  if (first === undefined) return ''
  const { event, range } = first.measured.selection
  const window = ranges.indexOf(range)
  const find = ({ words, numbers, count, begin, from, to }: Stretch) => {
    const halve = (limit: string, end: string) => search({ numbers, begin, limit, end })
    return `${count}=${words}[${ofEvent(event)}];${begin}=${words}[${ofEvent(event) + 1}];if(${count}>0&&${numbers}[${begin}+${count}-1]<=u[${window}])${to}=${count};else{${halve(`u[${window}]`, count)}${to}=l}${halve(`a[${window}]`, to)}${from}=l;`
  }
  const byMeasured = Map.groupBy(group, ({ measured }) => measured.measure.passKey)
  const said = `r=W[${window}];q=N[${window}];${stretches.map(find).join('')}${[...byMeasured.values()].map(passCode).join('')}`
  return `if(x[${window}]===1){${group.map(unsaid).join('')}}else{${said}}`
}

function unsaid({ slot }: PackedSlot): string {
  return `s[${slot}]=Infinity;`
}

/** All the slots that look at the same property of the same events in a window. */
function passCode(slots: readonly PackedSlot[]): string {
  const [first] = slots
  if (first === undefined) return ''
  const { filter, column } = first.measured.measure
  const head = ofEvent(filter.event)
  const bit = filter.test < 0 ? 0 : 1 << (filter.test & 31)
  const answers = ({ words, count, answers: begin }: Stretch) =>
    bit === 0 ? '' : `${begin}=${words}[${head + 2}]+${3 + (filter.test >> 5)}*${count};`
  const passes = ({ words, answers: begin }: Stretch) =>
    bit === 0 ? '' : `if((${words}[${begin}+i]&${bit})===0)continue;`
  const tested = stretches.map(answers).join('')
  if (column === undefined) return tested + timesCode(slots, bit === 0 ? undefined : passes)
  const cells = ({ words, count, begin, cells: start }: Stretch) =>
    column.wide
      ? `${start}=${begin}+${1 + column.position}*${count};`
      : `${start}=${words}[${head + 3}]+${column.position}*${count};`
  const start = tested + stretches.map(cells).join('')
  const totals = slots.filter(({ node }) => isTotal(node))
  const last = slots.filter(({ node }) => node.function === 'last')
  const others = slots.filter(each => !totals.includes(each) && !last.includes(each))
  return [
    start,
    totals.length === 0 ? '' : totalsCode(totals, passes, column.type === 'money'),
    last.length === 0 ? '' : lastCode(last, passes, column.wide),
    ...others.map(unsaid),
  ].join('')
}

/** Where the outline has what the slot is made of, and whether it has it. */
function placeOf({ measured: { span, measure } }: PackedSlot): {
  readonly isSaid: string
  at(number: number): string
} {
  const place = span?.places.get(measure)
  if (place === undefined) return { isSaid: 'false', at: () => 'NaN' }
  return { isSaid: `O[S+${place}]===1`, at: number => `O[S+${place + 1 + number}]` }
}

/** `y` events, the first at `g`, the last at `e`: of the page, then as the outline says, then of the newest. */
function timesCode(slots: readonly PackedSlot[], passes: ((stretch: Stretch) => string) | undefined): string {
  const [first] = slots
  if (first === undefined) return ''
  const { isSaid, at } = placeOf(first)
  const whole = ({ numbers, begin, from, to }: Stretch) =>
    `if(${to}>${from}){if(y===0)g=${numbers}[${begin}+${from}];e=${numbers}[${begin}+${to}-1];y+=${to}-${from}}`
  const tested = (stretch: Stretch) => {
    const at = `${stretch.numbers}[${stretch.begin}+i]`
    return `for(i=${stretch.from};i<${stretch.to};i++){${passes?.(stretch)}if(y===0)g=${at};e=${at};y++}`
  }
  const scan = passes === undefined ? whole : tested
  const said = `if(${at(0)}>0){if(y===0)g=${at(1)};e=${at(2)};y+=${at(0)}}`
  const stores = slots.map(({ slot, node }) => `s[${slot}]=${timesValue(node)};`).join('')
  return `if(${isSaid}){y=0;g=NaN;e=NaN;${scan(page)}${said}${scan(newest)}${stores}}else{${slots.map(unsaid).join('')}}`
}

function isTotal({ function: name }: Aggregate): boolean {
  return name === 'sum' || name === 'avg' || name === 'min' || name === 'max'
}

/** `m` known values beside the outline that come to `y`, their sizes to `z`; the least `g`, the greatest `e`. */
function totalsCode(
  slots: readonly PackedSlot[],
  passes: (stretch: Stretch) => string,
  isMoney: boolean,
): string {
  const units = isMoney ? 'v' : `Math.floor(v*${NUMBER_SUM_SCALE}+0.5)`
  const scan = (stretch: Stretch) =>
    `for(i=${stretch.from};i<${stretch.to};i++){${passes(stretch)}v=${stretch.numbers}[${stretch.cells}+i];if(v!==v)continue;m++;h=${units};y+=h;z+=h<0?-h:h;if(v<g)g=v;if(v>e)e=v;}`
  const store = (each: PackedSlot) => `s[${each.slot}]=${totalValue(each, isMoney)};`
  return `m=0;y=0;z=0;g=Infinity;e=-Infinity;${stretches.map(scan).join('')}${slots.map(store).join('')}`
}

/** Of a sum, an outline has how many values are known and what they come to, NaN where that is too large; of an extreme how many are known, and which it is. */
function totalValue(slot: PackedSlot, isMoney: boolean): string {
  const { isSaid, at } = placeOf(slot)
  const { function: name } = slot.node
  const known = `m+${at(0)}`
  if (name === 'sum' || name === 'avg') {
    const sum = `(y+${at(1)})/${isMoney ? (name === 'sum' ? 1 : MONEY_SCALE) : NUMBER_SUM_SCALE}`
    const value = name === 'sum' ? sum : `${known}===0?NaN:${sum}/(${known})`
    return `!(${isSaid}&&z+Math.abs(${at(1)})<=${Number.MAX_SAFE_INTEGER})?Infinity:${value}`
  }
  const [own, better] = name === 'min' ? ['g', 'Math.min'] : ['e', 'Math.max']
  const large = isMoney ? `||e>=${LARGE}` : ''
  return `!(${isSaid})${large}?Infinity:${known}===0?NaN:${at(0)}>0?${better}(${own},${at(1)}):${own}`
}

/** The last known value, where it is one of the newest events' or there is none at all. */
function lastCode(
  slots: readonly PackedSlot[],
  passes: (stretch: Stretch) => string,
  isWide: boolean,
): string {
  const { numbers, words, cells, from, to } = newest
  const known = isWide ? 'y===y' : 'y>=0'
  const value = isWide ? `(v!==v||v>=${LARGE}?Infinity:v)` : '(v<0?Infinity:o(v))'
  return `v=${isWide ? 'NaN' : '-1'};for(i=${to}-1;i>=${from};i--){${passes(newest)}y=${isWide ? numbers : words}[${cells}+i];if(${known}){v=y;break}}${slots
    .map(({ slot }) => `s[${slot}]=${value};`)
    .join('')}`
}
