import type { Watch } from '@kindred/learning'
import { sampleRows, seeded, selectRows } from '@kindred/learning'
import type { GroupTask } from '../group-task.ts'
import type { GroupingMethod } from '../methods/grouping-method.ts'
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
}

export interface Tried {
  /** In no order. */
  readonly choices: readonly TriedChoice[]
  /** Whether the gap statistic finds no number of groups surely better than one. */
  readonly isOneGroup: boolean
}

/**
 * Groups customers by each of some methods into every number of groups in question, and judges each.
 *
 * The budget is stated, not measured, so that one seed gives one result on any machine: a method is given at most so many
 * rows as it states, silhouettes are those of 800 customers, stability is that of 10 samples. Each method draws by the seed
 * anew: tried apart, in any order, they come to the same.
 */
export function tryChoices(
  task: GroupTask,
  prepared: PreparedTask,
  counts: readonly number[],
  methods: readonly GroupingMethod[],
  watch: Watch,
): Tried {
  const stages = new Stages(watch, methods.length)
  const trial = { task, prepared, counts, judge: separationJudge(prepared, task.question.seed) }
  return together(methods.map(method => stages.run(1, inner => tryMethod(method, trial, inner))))
}

/** What was tried apart, as one. */
export function together(parts: readonly Tried[]): Tried {
  return {
    choices: parts.flatMap(({ choices }) => choices),
    isOneGroup: parts.some(({ isOneGroup }) => isOneGroup),
  }
}

function tryMethod(method: GroupingMethod, trial: Trial, watch: Watch): Tried {
  const { task, prepared, counts } = trial
  const stages = new Stages(watch, 4)
  // The gap statistic is that of k-means groups.
  const gaps = stages.run(1, inner =>
    method.name === 'k-means' ? gapsOf(prepared, counts, task.question.seed, inner) : undefined,
  )
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
  const choices = stages.run(1, watch =>
    grouped.flatMap((each, at) => {
      const tried = judged(method, trial, each, { stability: stabilities[at]!, gaps })
      watch.progress?.(at + 1, grouped.length)
      return tried
    }),
  )
  return { choices, isOneGroup: gaps?.isOneGroup ?? false }
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
  { task, judge }: Trial,
  { centres, labels, sizes, kept, bic }: Centred & Pick<TriedChoice, 'labels' | 'sizes'>,
  { stability, gaps }: { readonly stability: number; readonly gaps: Gaps | undefined },
): TriedChoice[] {
  const separation = judge(labels)
  if (separation === undefined) return []
  const { silhouetteError, ...measures } = separation
  const classes = centres.length
  const gap = gaps?.gaps.get(classes)
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
