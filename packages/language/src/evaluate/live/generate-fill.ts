import type { Aggregate } from '../../ast/checked.ts'
import { DAY_MS } from '../../vocabulary/calendar.ts'
import { MONEY_SCALE, NUMBER_SUM_SCALE } from '../../vocabulary/value.ts'
import { cellsTellApart, LARGE } from './cell.ts'
import type { Measured } from './packed-source.ts'
import { ofEvent } from './piece.ts'
import type { WindowRange } from './window-range.ts'

/** A slot that is an aggregate of packed events. */
export interface PackedSlot {
  readonly slot: number
  readonly node: Aggregate
  readonly measured: Measured
}

/**
 * Fills slots from one piece: `w` its words, `n` its numbers, `s` the row, `a` and `u` the ends of the windows, `o` turns
 * a code of the dictionary into that of a written text, `d` counts the different codes of a stretch.
 */
export type FillSlots = (
  w: Int32Array,
  n: Float64Array,
  s: Float64Array,
  a: Float64Array,
  u: Float64Array,
  o: (code: number) => number,
  d: (cells: number, from: number, to: number, answers: number, bit: number) => number,
) => void

/** Slots in one function: larger ones V8 does not optimise. */
const SLOTS_IN_FUNCTION = 40

/** What needs the calendar or the values themselves. */
const NOT_GENERATED: ReadonlySet<Aggregate['function']> = new Set([
  'streak',
  'days',
  'first_day_sum',
  'most_frequent',
])

/** Whether a slot can be generated. */
export function isGenerated({ node, measured }: PackedSlot): boolean {
  const { column } = measured.measure
  if (NOT_GENERATED.has(node.function)) return false
  if (node.function === 'distinct') return column !== undefined && !column.wide && cellsTellApart(column)
  return column === undefined || column.wide || column.type === 'text'
}

/**
 * The slots as code: every window is found once, its events are gone through once for all that is made of a property.
 * Only positions, bits and numeric constants get into it.
 *
 * @throws EvalError where code out of strings is forbidden.
 */
export function generateFill(
  slots: readonly PackedSlot[],
  ranges: readonly WindowRange[],
): readonly FillSlots[] {
  return inFunctions(slots, SLOTS_IN_FUNCTION).map(groups =>
    build(groups.map(group => selectionCode(group, ranges)).join('')),
  )
}

/** The slots of each function: those that look at the same events in the same window together. */
export function inFunctions(
  slots: readonly PackedSlot[],
  most: number,
): readonly (readonly (readonly PackedSlot[])[])[] {
  const functions: PackedSlot[][][] = []
  let size = most
  for (const group of Map.groupBy(slots, ({ measured }) => measured.selection).values()) {
    if (size >= most) functions.push([])
    if (size >= most) size = 0
    functions.at(-1)?.push(group)
    size += group.length
  }
  return functions
}

const VARIABLES = 'c,b,f,t,l,h,m,i,v,p,k,y,z,g,e'

function build(body: string): FillSlots {
  return new Function(`'use strict';return function(w,n,s,a,u,o,d){let ${VARIABLES};${body}}`)()
}

/** `c` events from `b` on, of which those from `f` to before `t` are in the window. */
function selectionCode(group: readonly PackedSlot[], ranges: readonly WindowRange[]): string {
  const [first] = group
  if (first === undefined) return ''
  const { event, range } = first.measured.selection
  const window = ranges.indexOf(range)
  const halve = (limit: string, end: string) => search({ numbers: 'n', begin: 'b', limit, end })
  const find = `if(c>0&&n[b+c-1]<=u[${window}])t=c;else{${halve(`u[${window}]`, 'c')}t=l}${halve(`a[${window}]`, 't')}f=l;`
  const byMeasured = Map.groupBy(group, ({ measured }) => measured.measure.passKey)
  return `c=w[${ofEvent(event)}];b=w[${ofEvent(event) + 1}];${find}${[...byMeasured.values()].map(passCode).join('')}`
}

/** `l` of the first instants are not after a limit. */
export function search(of: {
  readonly numbers: string
  readonly begin: string
  readonly limit: string
  readonly end: string
}): string {
  return `l=0;h=${of.end};while(l<h){m=(l+h)>>1;if(${of.numbers}[${of.begin}+m]<=${of.limit})l=m+1;else h=m}`
}

/** One way through the events in the window, for all the slots that look at the same property of the same events. */
function passCode(slots: readonly PackedSlot[]): string {
  const [first] = slots
  if (first === undefined) return ''
  const { filter, column } = first.measured.measure
  const head = ofEvent(filter.event)
  const bit = filter.test < 0 ? 0 : 1 << (filter.test & 31)
  const answers = bit === 0 ? '' : `k=w[${head + 2}]+${3 + (filter.test >> 5)}*c;`
  const passes = bit === 0 ? '' : `if((w[k+i]&${bit})===0)continue;`
  if (column === undefined) return `${answers}${bit === 0 ? wholeTimes : timesLoop(passes)}${stores(slots)}`
  const start = column.wide ? `p=b+${1 + column.position}*c;` : `p=w[${head + 3}]+${column.position}*c;`
  const isMoney = column.type === 'money'
  const names = new Set(slots.map(({ node }) => node.function))
  const ends = [...names].filter(name => name === 'first' || name === 'last')
  const loops = [
    ...ends.map(name => endLoop(name, passes, column.wide) + endStores(slots, name, column.wide)),
    names.has('sum') || names.has('avg') || names.has('min') || names.has('max')
      ? totalsLoop(names, passes, isMoney) + totalStores(slots, isMoney)
      : '',
    names.has('distinct')
      ? slots
          .filter(({ node }) => node.function === 'distinct')
          .map(({ slot }) => `y=d(p,f,t,${bit === 0 ? 0 : 'k'},${bit});s[${slot}]=y===0?NaN:y;`)
          .join('')
      : '',
  ]
  return answers + start + loops.join('')
}

/** `y` events, the first at `g`, the last at `e`. */
const wholeTimes = 'y=t-f;g=y>0?n[b+f]:NaN;e=y>0?n[b+t-1]:NaN;'

function timesLoop(passes: string): string {
  return `y=0;g=NaN;e=NaN;for(i=f;i<t;i++){${passes}if(y===0)g=n[b+i];e=n[b+i];y++}`
}

function stores(slots: readonly PackedSlot[]): string {
  return slots.map(({ slot, node }) => `s[${slot}]=${timesValue(node)};`).join('')
}

/** Of `y` events, the first at `g`, the last at `e`. */
export function timesValue({ function: name }: Aggregate): string {
  if (name === 'did') return 'y>0?1:0'
  if (name === 'never') return 'y>0?0:1'
  if (name === 'first' || name === 'min') return 'g'
  if (name === 'last' || name === 'max') return 'e'
  return name === 'average_gap' ? `y<2?NaN:(e-g)/${DAY_MS}/(y-1)` : 'y'
}

/** `v` is the cell of the first or last known value; of none NaN, or of codes −1. */
function endLoop(name: 'first' | 'last', passes: string, wide: boolean): string {
  const loop = name === 'first' ? 'for(i=f;i<t;i++)' : 'for(i=t-1;i>=f;i--)'
  const known = wide ? 'y===y' : 'y>=0'
  return `v=${wide ? 'NaN' : '-1'};${loop}{${passes}y=${wide ? 'n' : 'w'}[p+i];if(${known}){v=y;break}}`
}

function endStores(slots: readonly PackedSlot[], name: string, wide: boolean): string {
  const large = wide ? `v>=${LARGE}?Infinity:v` : 'v<0?NaN:o(v)'
  return slots
    .filter(({ node }) => node.function === name)
    .map(({ slot }) => `s[${slot}]=${large};`)
    .join('')
}

/** `m` known values that come to `y`, their sizes to `z`; the least `g`, the greatest `e`. */
function totalsLoop(names: ReadonlySet<string>, passes: string, isMoney: boolean): string {
  const isSummed = names.has('sum') || names.has('avg')
  const units = isMoney ? 'v' : `Math.floor(v*${NUMBER_SUM_SCALE}+0.5)`
  const sum = isSummed ? `h=${units};y+=h;z+=h<0?-h:h;` : ''
  const least = names.has('min') ? 'if(v<g)g=v;' : ''
  const greatest = names.has('max') || isMoney ? 'if(v>e)e=v;' : ''
  return `m=0;y=0;z=0;g=Infinity;e=-Infinity;for(i=f;i<t;i++){${passes}v=n[p+i];if(v!==v)continue;m++;${sum}${least}${greatest}}`
}

function totalStores(slots: readonly PackedSlot[], isMoney: boolean): string {
  const scale = isMoney ? MONEY_SCALE : NUMBER_SUM_SCALE
  const summed = (value: string) => `z>${Number.MAX_SAFE_INTEGER}?Infinity:${value}`
  const extreme = (value: string) => `m===0?NaN:${isMoney ? `e>=${LARGE}?Infinity:` : ''}${value}`
  const values: Partial<Record<Aggregate['function'], string>> = {
    sum: summed(isMoney ? 'y' : `y/${scale}`),
    avg: summed(`m===0?NaN:y/${scale}/m`),
    min: extreme('g'),
    max: extreme('e'),
  }
  return slots
    .map(({ slot, node }) => (values[node.function] ? `s[${slot}]=${values[node.function]};` : ''))
    .join('')
}
