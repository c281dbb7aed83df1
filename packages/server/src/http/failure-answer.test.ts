import { EngineError } from '@kindred/engine'
import { describe, expect, it } from 'vitest'
import { failureAnswer } from './failure-answer.ts'

describe('what is answered for an error', () => {
  it('what is not there is 404, what contradicts the present 409, what cannot be done with these definitions 422', () => {
    const unknown = new EngineError('segment_unknown', { segment: 'vpi', nearest: 'vip' })
    expect(failureAnswer(unknown)).toEqual({
      status: 404,
      failure: {
        code: 'segment_unknown',
        says: "There is no segment 'vpi'.",
        remedy: "Write 'vip'.",
        details: { segment: 'vpi', nearest: 'vip' },
      },
    })
    expect(failureAnswer(new EngineError('definitions_moved', { expected: 1, found: 2 })).status).toBe(409)
    expect(failureAnswer(new EngineError('definition_broken', { definition: 'x', first: 'y' })).status).toBe(
      422,
    )
    expect(failureAnswer(new EngineError('instant_to_come', { given: 'x', now: 'y' })).status).toBe(400)
  })

  it('keeps the message of a defect back: it may hold a person', () => {
    const { status, failure } = failureAnswer(new TypeError('cannot read anna@example.com'))
    expect(status).toBe(500)
    expect(failure.code).toBe('internal_error')
    expect(failure.says).toMatch(/TypeError, failure-answer\.test\.ts:\d+/)
    expect(JSON.stringify(failure)).not.toContain('anna')
  })

  it('a cancelled request is 499, a store that fails 503', () => {
    expect(failureAnswer(new DOMException('x', 'AbortError')).status).toBe(499)
    const store = Object.assign(new Error('It is down. Start it.'), {
      code: 'node_unreachable',
      remedy: 'Start it.',
    })
    expect(failureAnswer(store)).toEqual({
      status: 503,
      failure: { code: 'node_unreachable', says: 'It is down.', remedy: 'Start it.' },
    })
  })
})
