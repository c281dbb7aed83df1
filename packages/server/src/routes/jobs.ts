import type { Failure, WireJob } from '@kindred/api'
import { actorOf, type Principal } from '../access/principal.ts'
import { instantText, optionalInstant } from '../answers/typed-value.ts'
import { ServerError } from '../errors.ts'
import type { Handlers } from '../http/handler.ts'
import type { Job } from '../http/jobs.ts'
import type { Services } from '../services.ts'

export function jobHandlers({ jobs }: Services): Handlers<'jobs' | 'job' | 'stopJob'> {
  const requireJob = (id: string, principal: Principal): Job => {
    const found = jobs.get(id)
    if (found === undefined || !isHers(found, principal)) throw new ServerError('job_unknown', { id })
    return found
  }
  return {
    jobs: async ({ limit }) => ({ jobs: jobs.list(limit).map(jobAnswer) }),
    async job({ id }, { principal }) {
      const found = requireJob(id, principal)
      const { result, failure } = found
      return {
        ...jobAnswer(found),
        ...(result === undefined ? {} : { result }),
        ...(failure === undefined ? {} : { failure: failure.failure }),
      }
    },
    async stopJob({ id }, { principal }) {
      requireJob(id, principal)
      jobs.stop(id)
      return jobAnswer(requireJob(id, principal))
    },
  }
}

/** A result was made for who asked: others may not see as much. */
function isHers({ by }: Job, principal: Principal): boolean {
  if (principal.kind === 'nobody') return false
  if (principal.role === 'admin') return true
  const { kind, id } = actorOf(principal)
  return by.kind === kind && by.id === id
}

function jobAnswer({ id, route, by, about, state, startedAt, endedAt, progress, failure }: Job): WireJob {
  return {
    ...{ id, route, by: by.name, about: [...about], state },
    started_at: instantText(startedAt),
    ended_at: optionalInstant(endedAt),
    ...(progress === undefined ? {} : { progress: { ...progress } }),
    ...(failure === undefined ? {} : { failure: saidOf(failure.failure) }),
  }
}

/** Details may say more than others may see. */
function saidOf({ code, says, remedy }: Failure) {
  return { code, says, remedy }
}
