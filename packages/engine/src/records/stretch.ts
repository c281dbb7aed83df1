const UNITS = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** Milliseconds of a stretch as definitions write it: `12h`, `30d`, `4w`. @throws RangeError of anything else */
export function stretchMillis(text: string): number {
  const [, count, unit] = /^(\d+)([hdw])$/.exec(text) ?? []
  if (unit !== 'h' && unit !== 'd' && unit !== 'w') throw new RangeError(`'${text}' is no stretch of time.`)
  return Number(count) * UNITS[unit]
}

/** In days, or in hours where it is less: `90 days`. */
export function stretchWords(millis: number): string {
  const days = millis / UNITS.d
  if (days < 1) return plural(Math.round(millis / UNITS.h), 'hour')
  return plural(Math.round(days), 'day')
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
