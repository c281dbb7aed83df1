import type { Sequence, SequenceAbsence, SequenceEvent, SequenceStep } from '../ast/checked.ts'
import { durationMillis } from '../ast/resolve-window.ts'
import type { Duration } from '../ast/window.ts'
import type { Fragment } from './fragment.ts'
import { Selection } from './selection.ts'
import type { Translation } from './translation.ts'

/**
 * A sequence, by the ends it can have after each of its steps: arrays of `(instant, 0, event id)`, and of
 * `(instant, 1, '')` where a step's time ran out, which comes after all events of its instant.
 *
 * Each step goes through the ends so far and its own events in one order, so that the cost grows with the events and
 * not with their pairs. An end stands behind the event it is, so that no event follows itself.
 */
export function translateSequence(node: Sequence, translation: Translation): Fragment {
  const { fragments } = translation
  const [first, ...others] = node.steps
  if (first === undefined) return fragments.known`0`
  const begun = events(first, node, translation)
  const ends = others.reduce((before, step) => {
    return step.absent ? absence(before, step, node, translation) : next(before, step, node, translation)
  }, begun)
  return node.function === 'did' ? fragments.known`notEmpty(${ends})` : fragments.known`empty(${ends})`
}

/** The events of a step, in order. One that must not happen is looked for up to now. */
function events(step: SequenceStep, { window }: Sequence, translation: Translation): Fragment {
  const selection = new Selection({ ...step, window }, translation, { untilNow: step.absent })
  const { fragments } = translation
  const event = fragments.known`(toUnixTimestamp64Milli(${fragments.at}), toUInt8(0), ${fragments.eventId})`
  return selection.ask('groupArray', [event], { wrap: ['arraySort(', ')'] })
}

/** Ends (marked 1) and events (marked 0) in one order. */
function merged(ends: Fragment, found: Fragment, { fragments }: Translation): Fragment {
  return fragments.known(
    [
      'arraySort(arrayConcat(arrayMap(x -> (x.1, x.2, x.3, 1), ',
      '), arrayMap(x -> (x.1, x.2, x.3, 0), ',
      ')))',
    ],
    ends,
    found,
  )
}

/** The events that follow an end in time. The latest end before an event is the best it can have. */
function next(before: Fragment, step: SequenceEvent, node: Sequence, translation: Translation): Fragment {
  const { fragments } = translation
  const both = merged(before, events(step, node, translation), translation)
  const inTime = step.within === undefined ? '' : ` AND x.1 <= y.1 + ${millis(step.within, translation)}`
  return fragments.known(
    [
      `arrayMap(x -> (x.1, x.2, x.3), arrayFilter((x, y) -> x.4 = 0 AND y.4 = 1${inTime}, `,
      ', arrayFill(x -> x.4 = 1, ',
      ')))',
    ],
    both,
    both,
  )
}

/** The ends after which the time ran out without an event. The next event after an end says whether it did. */
function absence(
  before: Fragment,
  step: SequenceAbsence,
  node: Sequence,
  translation: Translation,
): Fragment {
  const { fragments, parameters, asOf } = translation
  const both = merged(before, events(step, node, translation), translation)
  const time = millis(step.within, translation)
  const settled = `x.1 + ${time} <= ${parameters.bind('Int64', asOf)}`
  return fragments.known(
    [
      `arrayMap(x -> (x.1 + ${time}, toUInt8(1), ''), arrayFilter((x, y) -> x.4 = 1 AND (y.4 = 1 OR y.1 > x.1 + ${time}) AND ${settled}, `,
      ', arrayReverseFill(x -> x.4 = 0, ',
      ')))',
    ],
    both,
    both,
  )
}

function millis(duration: Duration, { parameters }: Translation): string {
  return parameters.bind('Int64', durationMillis(duration))
}
