import type { Cutoffs } from '@kindred/language'
import { readAmount } from '../records/amount-text.ts'

/** Cut-offs as they are stored with a refresh: as text, because JSON numbers do not hold every amount of money. */
export type CutoffTexts = Record<string, readonly (readonly string[])[]>

export function cutoffTexts(cutoffs: Cutoffs): CutoffTexts {
  return Object.fromEntries([...cutoffs].map(([id, lists]) => [id, lists.map(list => list.map(String))]))
}

export function readCutoffTexts(texts: CutoffTexts): Cutoffs {
  return new Map(Object.entries(texts).map(([id, lists]) => [id, lists.map(list => list.map(readAmount))]))
}
