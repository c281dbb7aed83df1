import {
  type AnswerOf,
  ApiError,
  type Contract,
  type InputOf,
  type LongRoute,
  readJobResult,
  type WireJob,
} from '@kindred/api'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { begin, client } from './client.ts'
import { queries } from './queries.ts'

export interface Line {
  readonly step: string
  readonly done: number
  readonly of: number
}

export interface RunningJob<Id extends LongRoute> {
  /** Begins another; the one before goes on, but is not looked at any more. */
  readonly start: (input: InputOf<Contract[Id]>) => void
  readonly stop: () => void
  /** From the click to the end. */
  readonly isRunning: boolean
  readonly isStopped: boolean
  readonly line: Line | undefined
  readonly result: AnswerOf<Contract[Id]> | undefined
  /** Why it could not be begun, or failed; not that it was called off. */
  readonly error: Error | null
}

interface JobPlace<Id extends LongRoute> {
  readonly route: Id
  /** Which job the page is about, and where that is kept: in its address. */
  readonly id: string
  readonly keep: (id: string) => void
  /** Called once with a result that is there. */
  readonly done?: (result: AnswerOf<Contract[Id]>) => void
}

/** Long work of the server that a page began, or found by its address: it goes on whether or not the page is open. */
export function useJob<Id extends LongRoute>({ route, id, keep, done }: JobPlace<Id>): RunningJob<Id> {
  const cache = useQueryClient()
  const job = useQuery(queries.job(id))
  const start = useMutation({
    mutationFn: (input: InputOf<Contract[Id]>) => begin(route, input),
    onSuccess: keep,
  })
  const stop = useMutation({
    mutationFn: () => client.stopJob({ id }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['jobs'] }),
  })
  const { data } = job
  const result = useMemo(
    () => (data?.state === 'done' ? readJobResult(route, data.result) : undefined),
    [route, data],
  )
  useOnce(id, result, done)
  return {
    start: input => start.mutate(input),
    stop: () => stop.mutate(),
    isRunning: start.isPending || job.isLoading || data?.state === 'running',
    isStopped: data?.state === 'stopped',
    line: start.isPending ? undefined : lineOf(data?.progress),
    result,
    error: start.error ?? job.error ?? failureOf(data),
  }
}

/** A result is told of once, however often it is drawn. */
function useOnce<T>(id: string, result: T | undefined, done: ((result: T) => void) | undefined): void {
  const told = useRef('')
  const tell = useRef(done)
  tell.current = done
  useEffect(() => {
    if (result === undefined || told.current === id) return
    told.current = id
    tell.current?.(result)
  }, [id, result])
}

/** As a refusal of the server is: pages show both alike. */
function failureOf(job: WireJob | undefined): ApiError | null {
  return job?.state === 'failed' && job.failure !== undefined ? new ApiError(500, job.failure) : null
}

/** Imports count bytes; everything else steps. */
function lineOf(progress: Readonly<Record<string, unknown>> | undefined): Line | undefined {
  if (progress === undefined) return undefined
  const { step, done, of, bytes, size } = progress
  return { step: String(step ?? ''), done: Number(done ?? bytes ?? 0), of: Number(of ?? size ?? 0) }
}
