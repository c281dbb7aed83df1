import type { Watch } from '@kindred/learning'
import { EngineError } from '../errors.ts'
import type {
  CriterionName,
  DiscoveredGroup,
  DiscoveredRules,
  DiscoveryChoice,
  GroupModel,
} from '../records/discovery.ts'
import type { FoundGroups, GroupTask } from './group-task.ts'
import { choose } from './judging/choose.ts'
import { countsOf } from './judging/counts-of.ts'
import { noteGroups } from './judging/note-groups.ts'
import type { TriedChoice } from './judging/tried-choice.ts'
import { type Tried, together, tryChoices } from './judging/try-choices.ts'
import { methodsFor } from './methods/methods-for.ts'
import { picturesOf } from './pictures/pictures-of.ts'
import type { PreparedTask } from './preparing/prepared-task.ts'
import { describeGroups } from './profiles/describe-groups.ts'
import { noteResponses } from './responses/note-responses.ts'
import { writeRules } from './rules/write-rules.ts'
import { Stages } from './stages.ts'
import { prepareToTry, type TriedApart } from './try-method.ts'

/**
 * Groups of customers who are alike: tried, judged, chosen, named and described. One seed gives one result.
 *
 * Whatever the method, what is kept are centres: a customer belongs to the nearest. Customers far out do not take part in
 * the learning, and are assigned all the same.
 *
 * @param apart - Where the methods were tried apart (`tryMethod`), what they came to; absent: they are tried here.
 * @throws EngineError `too_few_to_group`, `too_few_distinct_to_group`, `nothing_to_group_by`, `groups_not_found`;
 *         LearningError `cancelled`, `bad_option`, and what a table is refused for
 *
 * Cost: at 20,000 customers by 20 features, about 20 seconds of processor time in all five methods, up to ten groups.
 */
export function findGroups(task: GroupTask, watch: Watch = {}, apart?: TriedApart): FoundGroups {
  const stages = new Stages(watch, apart === undefined ? 20 : 5)
  const prepared = stages.run(1, () => apart?.prepared ?? prepareToTry(task))
  const counts = countsOf(task, prepared)
  const tried =
    apart === undefined
      ? stages.run(15, inner => tryAll(task, prepared, counts, inner))
      : together(apart.parts)
  const { chosen, ordered, recommendation, groups } = stages.run(2, inner => {
    const described = onceEach((choice: TriedChoice) => describeGroups(task, prepared, choice, inner))
    const decided = choose(tried.choices, task.question.classes, choice => areOfUse(described(choice)))
    if (decided === undefined) throw notFound(task, counts)
    return { ...decided, groups: described(decided.chosen) }
  })
  const model: GroupModel = { inputs: prepared.inputs, centres: chosen.centres }
  const rules = stages.run(1, inner => rulesOf(task, prepared, chosen.labels, groups, inner))
  const pictures = stages.run(1, inner => picturesOf(prepared, chosen, task.question.seed, inner))
  const choices = ordered.map(
    ({ choice }): DiscoveryChoice => ({ ...choice, chosen: choice === chosen.choice }),
  )
  return {
    features: prepared.features,
    choices,
    recommendation,
    notes: [
      ...prepared.notes,
      ...noteGroups(chosen, tried.isOneGroup),
      ...noteResponses(task, chosen.labels, groups.length),
    ],
    model,
    groups,
    rules,
    pictures,
    outliers: prepared.outliers,
  }
}

function tryAll(task: GroupTask, prepared: PreparedTask, counts: readonly number[], watch: Watch): Tried {
  return tryChoices(task, prepared, counts, methodsFor(task.question, task.table), watch)
}

/** Reach and offers are the same whatever groups there are; the others turn on them. */
const OF_GROUPS: readonly CriterionName[] = ['measurable', 'substantial', 'differentiable']

function areOfUse(groups: readonly DiscoveredGroup[]): boolean {
  return groups.every(({ criteria }) =>
    criteria.every(({ name, verdict }) => verdict !== 'not met' || !OF_GROUPS.includes(name)),
  )
}

function onceEach<Given, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const known = new Map<Given, Made>()
  return given => {
    const made = known.get(given) ?? make(given)
    known.set(given, made)
    return made
  }
}

/** The groups as conditions over what was used to find them. */
function rulesOf(
  task: GroupTask,
  { features }: PreparedTask,
  labels: Int32Array,
  groups: readonly DiscoveredGroup[],
  watch: Watch,
): DiscoveredRules {
  return writeRules({
    ...watch,
    features: features.filter(({ dropped }) => dropped === undefined),
    table: task.table,
    labels,
    groups: groups.map(({ id }) => id),
    currency: task.currency,
  })
}

function notFound({ question }: GroupTask, counts: readonly number[]): EngineError {
  const numbers = counts.length === 1 ? `${counts[0]}` : `${counts[0]} to ${counts.at(-1)}`
  const reason = `it makes no ${numbers} groups of these customers`
  return new EngineError('groups_not_found', { method: question.method, reason })
}
