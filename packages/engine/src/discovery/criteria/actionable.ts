import type { Criterion } from '../../records/discovery.ts'
import type { AssessedSegment } from './assessed-segment.ts'

const NEEDED = ['owner', 'offer', 'channel'] as const

/** Whether somebody owns it, something is offered to it, and by which channel. */
export function actionable({ assigned }: AssessedSegment): Criterion {
  const missing = NEEDED.filter(name => assigned[name] === undefined)
  const figures = NEEDED.map(name => ({ name, text: assigned[name] ?? 'none' }))
  const verdict = missing.length === 0 ? 'met' : missing.length < NEEDED.length ? 'partly' : 'not met'
  const says =
    missing.length === 0
      ? 'It has an owner, an offer and a channel.'
      : `It lacks ${missing.map(name => (name === 'channel' ? 'a channel' : `an ${name}`)).join(' and ')}. ${missing.includes('owner') ? 'Publish it and name who answers for it (`owner`).' : 'Assign what is missing.'}`
  return { name: 'actionable', verdict, figures, says }
}
