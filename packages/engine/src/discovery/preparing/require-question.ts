import { LearningError } from '@kindred/learning'
import type { DiscoveryQuestion } from '../../records/discovery.ts'

/** More groups than this nobody can run. */
const MOST_CLASSES = 50

/** @throws LearningError `bad_option` that names the option of the question */
export function requireQuestion({ classes, maxClasses, minShare, seed }: DiscoveryQuestion): void {
  if (classes !== undefined) requireCount('classes', classes)
  else requireCount('maxClasses', maxClasses)
  if (!(minShare >= 0 && minShare <= 0.5)) throw bad('minShare', minShare, 'a share from 0 to 0.5')
  if (!Number.isSafeInteger(seed)) throw bad('seed', seed, 'a whole number')
}

function requireCount(option: string, given: number): void {
  if (Number.isInteger(given) && given >= 2 && given <= MOST_CLASSES) return
  throw bad(option, given, `a whole number from 2 to ${MOST_CLASSES}`)
}

function bad(option: string, given: number, wanted: string): LearningError {
  return new LearningError('bad_option', { option, given: String(given), wanted })
}
