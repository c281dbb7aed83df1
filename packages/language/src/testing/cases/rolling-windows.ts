import { purchase, visit } from '../customer.ts'
import { given, type Situation } from '../given.ts'
import { instant } from '../literals.ts'

/** Half-open windows: `asOf − 90d < t ≤ asOf`. */
export const rollingWindows: readonly Situation[] = [
  ...given(
    'visits at the edges of seven days',
    { events: [visit('7d 1ms'), visit('7d'), visit('7d -1ms')] },
    [
      ['count(visit, 7d)', 1],
      ['count(visit)', 3],
      ['count(visit, 8d)', 3],
      ['count(visit, 168h)', 1],
      ['count(visit, 1w)', 1],
      ['count(visit, 10080m)', 1],
    ],
  ),
  ...given('a visit exactly seven days ago', { events: [visit('7d')] }, [
    ['did(visit, 7d)', false],
    ['never(visit, 7d)', true],
    ['did(visit)', true],
    ['last(visit, 7d)', undefined],
    ['last(visit)', instant('2026-03-11T12:00:00Z')],
    ['days_since(visit)', 7],
  ]),
  ...given('a visit at the very instant of the evaluation', { events: [visit('0ms')] }, [
    ['did(visit, 1s)', true],
    ['count(visit)', 1],
    ['days_since(visit)', 0],
    ['did(visit, 30d to 1d ago)', false],
  ]),
  ...given('a visit one millisecond after the evaluation', { events: [visit('-1ms'), visit('40d')] }, [
    ['count(visit)', 1],
    ['count(visit, 30d)', 0],
    ['last(visit)', instant('2026-02-06T12:00:00Z')],
    ['days_since(visit)', 40],
    ['did(visit, today)', false],
    ['did(visit, this year)', true],
  ]),
  ...given(
    'visits at the edges of a window that ended some time ago',
    { events: [visit('60d'), visit('60d -1ms'), visit('30d'), visit('30d -1ms')] },
    [
      ['count(visit, 60d to 30d ago)', 2],
      ['first(visit, 60d to 30d ago)', instant('2026-01-17T12:00:00.001Z')],
      ['last(visit, 60d to 30d ago)', instant('2026-02-16T12:00:00Z')],
      ['count(visit, 30d)', 1],
      ['count(visit, 60d)', 3],
      ['count(visit, 60d to 30d ago) + count(visit, 30d) = count(visit, 60d)', true],
    ],
  ),
  ...given('no events at all', {}, [
    ['count(visit, 7d)', 0],
    ['sum(purchase.amount)', 0],
    ['sum(visit.seconds)', 0],
    ['avg(purchase.amount)', undefined],
    ['min(purchase.amount)', undefined],
    ['max(purchase.amount)', undefined],
    ['distinct(purchase.category)', undefined],
    ['first(purchase.category)', undefined],
    ['last(purchase.category)', undefined],
    ['first(purchase)', undefined],
    ['last(purchase)', undefined],
    ['most_frequent(purchase.category)', undefined],
    ['days_since(purchase)', undefined],
    ['did(purchase)', false],
    ['never(purchase)', true],
    ['average_gap(purchase)', undefined],
    ['streak(visit, day)', 0],
    ['days_since(purchase) <= 30', false],
    ['not days_since(purchase) <= 30', true],
    ['sum(purchase.amount) = 0', true],
  ]),
  ...given('one event of another name', { events: [purchase('1h')] }, [
    ['did(visit)', false],
    ['count(purchase)', 1],
    ['never(call)', true],
    ['sum(purchase.amount) = 0', true],
  ]),
  ...given('visits by the minute', { events: [visit('29m 59s'), visit('30m'), visit('31m')] }, [
    ['count(visit, 30m)', 1],
    ['count(visit, 1800s)', 1],
    ['count(visit, 1h to 30m ago)', 2],
  ]),
]
