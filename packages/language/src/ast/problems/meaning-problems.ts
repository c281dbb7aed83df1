import { error, warning } from './problem-row.ts'

const orNearest = (nearest: string | undefined, otherwise: string): string =>
  nearest === undefined
    ? otherwise
    : `Write \`${nearest}\`, or ${otherwise.charAt(0).toLowerCase()}${otherwise.slice(1)}`

/** As other languages write what is not known. */
const UNKNOWNS = /^(null|nil|none|unknown|undefined|empty|missing)$/i

/** What can be wrong with an expression whose text is in order: names, types, arguments, values. */
export const MEANING_PROBLEMS = {
  unknown_name: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no attribute, feature or segmentation of this workspace.`,
    p =>
      UNKNOWNS.test(p.given)
        ? 'Write `… is unknown` or `… is known`.'
        : orNearest(p.nearest, `Declare '${p.given}'; a text stands in quotes: "${p.given}".`),
  ),
  ambiguous_name: error<{ given: string; kinds: string }>(
    p => `'${p.given}' is the name of ${p.kinds}.`,
    () => 'Rename all but one of them.',
  ),
  unknown_event: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no event of this workspace.`,
    p => orNearest(p.nearest, `Declare the event '${p.given}'.`),
  ),
  unknown_property: error<{ given: string; event: string; nearest?: string | undefined }>(
    p => `'${p.event}' has no property '${p.given}'.`,
    p => orNearest(p.nearest, `Declare '${p.given}' on '${p.event}'.`),
  ),
  unknown_segment: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no segment of this workspace.`,
    p => orNearest(p.nearest, `Declare the segment '${p.given}'.`),
  ),
  segmentation_with_in: error<{ given: string }>(
    p => `'${p.given}' is a segmentation: nobody is in it, everybody has one of its classes.`,
    p => `Write \`${p.given} = "…"\` with the class.`,
  ),
  unknown_score: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no model of this workspace.`,
    p => orNearest(p.nearest, `Declare the model '${p.given}'.`),
  ),
  unknown_output: error<{
    model: string
    given: string
    known: readonly string[]
    nearest?: string | undefined
  }>(
    p => `The model '${p.model}' has no answer '${p.given}'.`,
    p => {
      if (p.nearest !== undefined) return `Write \`${p.nearest}\`.`
      if (p.known.length === 0) return `It has one answer only: write \`score(${p.model})\`.`
      return `Write one of ${p.known.map(name => `\`${name}\``).join(', ')}.`
    },
  ),
  unknown_list: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no list of this workspace.`,
    p => orNearest(p.nearest, `Declare the list '${p.given}'.`),
  ),
  unknown_place: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no place of this workspace.`,
    p => orNearest(p.nearest, `Declare the place '${p.given}'.`),
  ),
  unknown_class: error<{
    given: string
    segmentation: string
    classes: string
    nearest?: string | undefined
  }>(
    p => `'${p.segmentation}' has no class "${p.given}".`,
    p =>
      p.nearest === undefined
        ? `Its classes are ${p.classes}.`
        : `Write "${p.nearest}". Its classes are ${p.classes}.`,
  ),
  unknown_function: error<{ given: string; nearest?: string | undefined }>(
    p => `'${p.given}' is no function of the language.`,
    p =>
      p.nearest === undefined
        ? 'Functions over events are count, sum, avg, min, max, distinct, first, last, most_frequent, did, never, average_gap, days, first_day_sum, streak and days_since.'
        : `Write \`${p.nearest}(…)\`.`,
  ),
  function_without_brackets: error<{ given: string }>(
    p => `'${p.given}' is a function and stands here without its brackets.`,
    p => `Write \`${p.given}(…)\`.`,
  ),
  segment_without_in: error<{ given: string }>(
    p => `'${p.given}' is a segment.`,
    p => `Write \`in(${p.given})\`.`,
  ),
  event_as_value: error<{ given: string }>(
    p => `'${p.given}' is an event: it has no value of its own.`,
    p => `Write \`did(${p.given}, 30d)\`, \`count(${p.given}, 30d)\` or \`last(${p.given})\`.`,
  ),
  property_as_value: error<{ given: string; event: string }>(
    p => `'${p.given}' has a value for each event '${p.event}', not one for the customer.`,
    p => `Write \`last(${p.given})\`, \`sum(${p.given}, 90d)\` or another function over events.`,
  ),
  where_of_other: error<{ given: string; what: string; event: string; properties: string }>(
    p => `'${p.given}' is ${p.what}; the condition after \`where\` is about one event '${p.event}' alone.`,
    p =>
      `Use its properties (${p.properties}), and join what is about the customer with \`and\` outside of the brackets.`,
  ),
  where_with_event_name: error<{ given: string; write: string }>(
    p => `After \`where\` properties stand without the event's name: '${p.given}'.`,
    p => `Write \`${p.write}\`.`,
  ),
  window_out_of_place: error<{ given: string }>(
    p => `${p.given} is a window, and stands where a value is expected.`,
    () => 'A window is the last argument of a function over events, `count(visit, 7d)`, or follows `in`.',
  ),
  where_out_of_place: error<object>(
    () => '`where` stands only in the first argument of a function over events.',
    () => 'Write `count(purchase where amount > 500, 30d)`.',
  ),
  sequence_start: error<{ given: string; write: string }>(
    p =>
      `A sequence begins with an event that happened: there is nothing before it that ${p.given} could follow.`,
    p => `Write ${p.write}.`,
  ),
  step_without_time: error<{ event: string }>(
    p => `It would never be settled that no '${p.event}' follows: the step has no end.`,
    p => `Write \`no ${p.event} within 24h\`.`,
  ),
  too_many_steps: error<{ given: number; limit: number }>(
    p => `A sequence of ${p.given} steps is longer than any reading takes.`,
    p => `Write at most ${p.limit} steps.`,
  ),
  rank_not_compared: error<{ function: string; example: string }>(
    p =>
      `\`${p.function}(…)\` is known only from where the last refresh cut the population: it is no value to go on with.`,
    p => `Compare it with a number written out: \`${p.example}\`.`,
  ),
  rank_out_of_range: error<{ function: string; given: string; wanted: string }>(
    p => `\`${p.function}\` is compared with ${p.given}.`,
    p => `Write ${p.wanted}.`,
  ),
  wrong_argument_count: error<{ function: string; given: number; wanted: string; example: string }>(
    p =>
      `\`${p.function}\` takes ${p.wanted}; ${p.given === 0 ? 'nothing is' : p.given === 1 ? '1 is' : `${p.given} are`} given.`,
    p => `Write \`${p.example}\`.`,
  ),
  event_expected: error<{ function: string; example: string }>(
    p => `The first argument of \`${p.function}\` is not the name of an event.`,
    p => `Write \`${p.example}\`.`,
  ),
  property_expected: error<{ function: string; event: string; properties: string }>(
    p => `\`${p.function}\` is of a property of '${p.event}', and none is named.`,
    p => (p.properties === '' ? `Declare a property on '${p.event}'.` : `Write one of ${p.properties}.`),
  ),
  property_not_expected: error<{ function: string; given: string; event: string }>(
    p => `\`${p.function}\` is of events, not of the property '${p.given}'.`,
    p =>
      `Write \`${p.function}(${p.event})\`, or \`${p.function}(${p.event} where … is known)\` with a condition on it.`,
  ),
  property_type: error<{ function: string; given: string; type: string; wanted: string }>(
    p => `\`${p.function}\` cannot be of '${p.given}', which is ${p.type}.`,
    p => `Use a property that is ${p.wanted}.`,
  ),
  window_expected: error<{ given: string; write: string }>(
    p => `${p.given} is not a window.`,
    p => `Write ${p.write}.`,
  ),
  empty_window: error<{ given: string }>(
    p => `The window '${p.given}' holds no time at all.`,
    () =>
      'The longer ago stands first: `60d to 30d ago`, `between 2026-01-01 and 2026-03-31`; durations are above 0.',
  ),
  duration_too_long: error<{ given: string }>(
    p => `'${p.given}' is longer than 100 years.`,
    () => 'Write at most 36525d; a function over events that has no window looks at all of them.',
  ),
  streak_unit: error<object>(
    () => '`streak` counts calendar days, and another unit is given.',
    () => 'Write `streak(visit, day)`.',
  ),
  not_a_condition: error<{ given: string; type: string }>(
    p => `${p.given} is ${p.type}, and stands where a condition is expected.`,
    () => 'Compare it: `… = …`, `… > …`, `… is known`.',
  ),
  wrong_type: error<{ type: string; wanted: string }>(
    p => `The expression is ${p.type}, and ${p.wanted} is wanted here.`,
    p =>
      p.wanted === 'a condition'
        ? 'Compare it: `… = …`, `… > …`, `… is known`.'
        : `Write an expression that is ${p.wanted}.`,
  ),
  types_differ: error<{
    left: string
    leftType: string
    right: string
    rightType: string
    hint?: string | undefined
  }>(
    p => `${p.left} is ${p.leftType} and ${p.right} is ${p.rightType}: they cannot be compared.`,
    p => p.hint ?? 'Compare values of one type.',
  ),
  no_order: error<{ type: string; operator: string; hint: string }>(
    p => `'${p.operator}' does not apply to ${p.type}, which has no order here.`,
    p => p.hint,
  ),
  operand_type: error<{ operator: string; type: string; wanted: string; hint?: string | undefined }>(
    p => `'${p.operator}' does not apply to ${p.type}.`,
    p => p.hint ?? `Use it with ${p.wanted}.`,
  ),
  arithmetic_types: error<{ operator: string; leftType: string; rightType: string; hint: string }>(
    p => `'${p.operator}' does not apply to ${p.leftType} and ${p.rightType}.`,
    p => p.hint,
  ),
  missing_unit: error<{ given: string; units: string }>(
    p => `A duration is expected, and ${p.given} has no unit.`,
    p => `Write ${p.units}.`,
  ),
  whole_days_expected: error<{ given: string; write: string }>(
    p => `'${p.given}' is not a number of whole days, and a date has no time of day.`,
    p => `Write ${p.write}.`,
  ),
  literal_expected: error<{ place: string }>(
    p => `${p.place} takes values written out, not something to be worked out.`,
    () => 'Write the value itself, or compare with `=` and join with `or`.',
  ),
  literal_type: error<{ place: string; wanted: string; given: string }>(
    p => `${p.place} takes ${p.wanted} here, and ${p.given} is given.`,
    p => `Write ${p.wanted}.`,
  ),
  no_options: error<{ place: string }>(
    p => `${p.place} has nothing to choose from.`,
    () => 'Write at least one value between the brackets.',
  ),
  empty_range: warning<{ low: string; high: string }>(
    p => `Nothing is between ${p.low} and ${p.high}: this is never true.`,
    () => 'The lower end stands first.',
  ),
  money_places: error<{ given: string }>(
    p => `${p.given} has more than the 4 decimal places that money has.`,
    () => 'Round it to 4 decimal places.',
  ),
  number_too_large: error<{ given: string; largest: string }>(
    p => `${p.given} is larger than any value can be.`,
    p => `The largest is ${p.largest}.`,
  ),
  number_too_precise: error<{ given: string }>(
    p => `${p.given} has more digits than a number keeps.`,
    () => 'Write at most 15 significant digits.',
  ),
  bad_pattern: error<{ given: string; reason: string }>(
    p => `${p.given} is not a pattern of RE2: ${p.reason}.`,
    () =>
      'See the RE2 syntax; there is no look-ahead, look-behind or back-reference, and \\ is written \\\\ in a text.',
  ),
  place_out_of_range: error<{ given: string; wanted: string }>(
    p => `${p.given} is not ${p.wanted}.`,
    () => 'Write (latitude, longitude) in degrees: latitude from -90 to 90, longitude from -180 to 180.',
  ),
  distance_out_of_range: error<{ given: string }>(
    p => `${p.given}km is not a distance on Earth.`,
    () => 'Write a distance above 0km and up to 20000km.',
  ),
  anniversary_without_window: error<object>(
    () => '`anniversary` is a day that returns, and has to be looked for in a window.',
    () => 'Write `anniversary(birth_date) in next 7d`, or `… in this month`.',
  ),
  target_out_of_place: error<{ given: string; write: string }>(
    p => `\`${p.given}\` looks ahead, and of what is to come nothing is known yet.`,
    p =>
      `Only the target of a model looks ahead. Write \`${p.write}\` to ask about the past, or \`score(…)\` of a model.`,
  ),
  target_without_ahead: error<object>(
    () => 'The target says nothing of what is to come.',
    () => 'Write how far ahead it looks: `never(purchase) in next 90d`, `sum(purchase.amount) in next 365d`.',
  ),
  target_with_window: error<{ given: string }>(
    p => `${p.given} is a window of its own, and \`in next …\` is the window.`,
    () => 'Leave it out: `never(purchase) in next 90d`.',
  ),
  target_differs: error<{ given: string; first: string }>(
    p => `One part of the target looks ${p.given} ahead, and another ${p.first}.`,
    p => `Let all of it look equally far ahead: ${p.first}.`,
  ),
  target_reads_present: error<{ given: string; after: string }>(
    p => `'${p.given}' would be read when the ${p.after} are over, not now.`,
    () =>
      'Let the target speak only of events `in next …`; who is asked about is the population of the model.',
  ),
  definitions_too_deep: error<{ limit: number }>(
    p => `With the features and segments it refers to, the expression is nested more than ${p.limit} deep.`,
    () => 'Refer to fewer definitions that stand on one another.',
  ),
  negated_unknown: warning<{ given: string }>(
    p =>
      `${p.given} can be unknown; a comparison with unknown is false, so the customers for whom it is unknown are in.`,
    p => `Write \`${p.given} is known and not …\` if only those for whom it is known are meant.`,
  ),
  always_known: warning<{ given: string; known: boolean }>(
    p => `${p.given} is never unknown, so this is always ${p.known}.`,
    () => 'Take the condition out, or compare with 0.',
  ),
} as const
