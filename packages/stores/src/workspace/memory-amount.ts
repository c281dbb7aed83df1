import { machineMemory } from './machine-memory.ts'

const units: Readonly<Record<string, number>> = {
  '': 1,
  B: 1,
  KB: 1024,
  MB: 1024 ** 2,
  GB: 1024 ** 3,
  TB: 1024 ** 4,
}

/** Below this the engine cannot do its own work. */
const least = 512 * 1024 ** 2

/**
 * Bytes of an amount as people write it, or of a share of the machine's memory.
 *
 * @returns `undefined` when it is no amount, or less than 512 MB.
 *
 * @example readMemory('2 GB') // 2147483648
 */
export function readMemory(written: string | number, total = machineMemory()): number | undefined {
  const [, figure, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?i?b|%|)\s*$/i.exec(String(written)) ?? []
  if (figure === undefined) return undefined
  const factor = unit === '%' ? total / 100 : units[unit.toUpperCase().replace('I', '')]
  const bytes = Math.floor(Number(figure) * (factor ?? Number.NaN))
  return bytes >= least && bytes <= total ? bytes : undefined
}
