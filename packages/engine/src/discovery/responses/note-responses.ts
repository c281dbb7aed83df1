import type { GroupTask } from '../group-task.ts'
import { percent } from '../profiles/percent.ts'
import { type ComparedResponses, compareResponses } from './response-rates.ts'

/** Chance below which groups are taken to differ, shared among all that is tested. */
const LEVEL = 0.05

/** Whether groups respond differently, in a sentence for every channel and offer that has a history. */
export function noteResponses(
  { responses }: Pick<GroupTask, 'responses'>,
  labels: ArrayLike<number>,
  groups: number,
): string[] {
  const level = LEVEL / Math.max(1, responses.length)
  return responses.map(each => say(compareResponses(each, labels, groups), level))
}

function say({ name, days, rates, test }: ComparedResponses, level: number): string {
  const known = rates.filter(({ contacted }) => contacted > 0).map(({ rate }) => rate)
  const contacted = rates.reduce((sum, each) => sum + each.contacted, 0)
  const of = `of the ${contacted.toLocaleString('en')} who were contacted in ${days} days`
  if (contacted === 0) return `Nobody was contacted by ${name} in ${days} days.`
  if (test === undefined)
    return `Too few in some groups ${of} to tell whether they respond differently to ${name}.`
  const [low, high] = [percent(Math.min(...known)), percent(Math.max(...known))]
  const figures = `chi-square ${test.statistic.toFixed(1)}, ${chance(test.p)}, Cramér’s V ${test.size.toFixed(2)}`
  return test.p < level
    ? `Groups respond differently to ${name}: from ${low} to ${high} ${of} (${figures}). That is history, not what a contact causes.`
    : `Groups respond alike to ${name} as far as can be told: ${low} to ${high} ${of} (${figures}).`
}

/** @example chance(0.0004) // 'p < 0.001' */
export function chance(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}
