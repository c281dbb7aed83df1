import type { Watch } from '@kindred/learning'
import { sampleRows, seeded, selectRows } from '@kindred/learning'
import type { GroupTask } from '../group-task.ts'
import type { GroupingMethod } from '../methods/grouping-method.ts'
import { methodsFor } from '../methods/methods-for.ts'
import type { PreparedTask } from '../preparing/prepared-task.ts'
import { percent } from '../profiles/percent.ts'
import { Stages } from '../stages.ts'
import { type Centred, groupIntoCentres } from './centred.ts'
import { type Gaps, gapsOf } from './gaps-of.ts'
import { largestGroupsFirst } from './largest-groups-first.ts'
import { type Separation, separationJudge } from './measure-separation.ts'
import { scoreChoice } from './score-choice.ts'
import { selectTable } from './select-table.ts'
import { stabilitiesOf } from './stability-of.ts'
import type { TriedChoice } from './tried-choice.ts'

interface Trial {
  readonly task: GroupTask
  readonly prepared: PreparedTask
  readonly counts: readonly number[]
  readonly judge: (labels: Int32Array) => Separation | undefined
  readonly gaps: Gaps | undefined
}

export interface Tried {
  /** In no order. */
  readonly choices: readonly TriedChoice[]
  /** Whether the gap statistic finds no number of groups surely better than one. */
  readonly isOneGroup: boolean
}

/**
 * Groups customers by every method in question into every number of groups in question, and judges each.
 *
 * The budget is stated, not measured, so that one seed gives one result on any machine: a method is given at most so many
 * rows as it states, silhouettes are those of 800 customers, stability is that of 10 samples.
 */
export function tryChoices(
  task: GroupTask,
  prepared: PreparedTask,
  counts: readonly number[],
  watch: Watch,
): Tried {
  const { seed } = task.question
  const methods = methodsFor(task.question, task.table)
  const stages = new Stages(watch, 3 * methods.length + 1)
  const gaps = methods.some(({ name }) => name === 'k-means')
    ? stages.run(1, inner => gapsOf(prepared, counts, seed, inner))
    : undefined
  const trial = { task, prepared, counts, judge: separationJudge(prepared, seed), gaps }
  const choices = methods.flatMap(method => tryMethod(method, trial, stages))
  return { choices, isOneGroup: gaps?.isOneGroup ?? false }
}

function tryMethod(method: GroupingMethod, trial: Trial, stages: Stages): TriedChoice[] {
  const { task, prepared } = trial
  const found = stages.run(1, watch => groupSample(method, trial, watch))
  const orders = found.map(each => ({ ...each, ...largestGroupsFirst(prepared.space, each.centres) }))
  const grouped = orders.filter(({ centres }) => centres.length > 1)
  const stabilities = stages.run(1, watch =>
    stabilitiesOf(method, prepared, task.table, grouped, {
      seed: task.question.seed,
      smallestShare: task.question.minShare,
      watch,
    }),
  )
  return stages.run(1, watch =>
    grouped.flatMap((each, at) => {
      const tried = judged(method, trial, each, stabilities[at]!)
      watch.progress?.(at + 1, grouped.length)
      return tried
    }),
  )
}

function groupSample(method: GroupingMethod, { task, prepared, counts }: Trial, watch: Watch): Centred[] {
  const random = seeded(task.question.seed)
  const { space, learning } = prepared
  const rows = sampleRows(learning.length, method.rows, random).map(at => learning[at]!)
  const given = {
    space: selectRows(space, rows),
    table: selectTable(task.table, rows),
    smallest: task.question.minShare * rows.length,
  }
  return groupIntoCentres(method, given, counts, random, watch)
}

function judged(
  method: GroupingMethod,
  { task, judge, gaps }: Trial,
  { centres, labels, sizes, kept, bic }: Centred & Pick<TriedChoice, 'labels' | 'sizes'>,
  stability: number,
): TriedChoice[] {
  const separation = judge(labels)
  if (separation === undefined) return []
  const { silhouetteError, ...measures } = separation
  const classes = centres.length
  const gap = method.name === 'k-means' ? gaps?.gaps.get(classes) : undefined
  const smallestShare = Math.min(...sizes) / labels.length
  const excluded = exclusion(task.question, classes, smallestShare)
  const choice: TriedChoice['choice'] = {
    method: method.name,
    classes,
    seed: task.question.seed,
    ...measures,
    ...(silhouetteError === 0 ? {} : { silhouetteError }),
    stability,
    ...(bic === undefined ? {} : { bic }),
    ...(gap === undefined ? {} : { gap }),
    smallestShare,
    score: scoreChoice(separation.silhouette, stability),
    ...(excluded === undefined ? {} : { excluded }),
  }
  return [{ choice, centres, labels, sizes, kept }]
}

function exclusion(
  { classes: asked, minShare }: GroupTask['question'],
  classes: number,
  smallest: number,
): string | undefined {
  if (asked !== undefined && classes !== asked)
    return `${classes} groups are left, and ${asked} were asked for`
  if (smallest < minShare)
    return `the smallest group has ${percent(smallest)}, and ${percent(minShare)} were asked for at least`
  return undefined
}
