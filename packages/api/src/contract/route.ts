import { z } from 'zod'
import type { Need } from '../access/permissions.ts'

export type Method = 'GET' | 'POST' | 'DELETE'

/** What a call can be about. */
export type Subject =
  | 'customer'
  | 'definition'
  | 'discovery'
  | 'erasure'
  | 'hook'
  | 'import'
  | 'key'
  | 'merge'
  | 'model'
  | 'user'
/** By which of its inputs a route names what it is about: for the audit log, and for keys that may ask of some definitions only. */
export type About = Readonly<Partial<Record<Subject, string>>>

type Shape = z.ZodRawShape
type Nothing = Record<never, never>
interface Asked<P extends Shape, Q extends Shape, B extends Shape> {
  /** Under `/v1`; `{name}` stands for a member of `params`. */
  readonly path: string
  /** What it does, in one sentence. */
  readonly does: string
  /** Who may call it: those who have this permission. */
  readonly needs: Need
  readonly about: About
  readonly params: z.ZodObject<P>
  readonly query: z.ZodObject<Q>
  readonly body: z.ZodObject<B>
}

/** Answers with one JSON document. */
export interface JsonRoute<P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType>
  extends Asked<P, Q, B> {
  readonly gives: 'json'
  readonly method: Method
  readonly response: R
}
/**
 * Answers with one JSON document that its handler writes itself, from a body that it reads itself: where a walk through
 * the schemas would cost more than the work. Takes an `Idempotency-Key`.
 */
export interface HotRoute<P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType>
  extends Asked<P, Q, B> {
  readonly gives: 'json'
  readonly isHot: true
  readonly method: Method
  readonly response: R
}
/** Answers with lines of JSON: any number of `{progress}`, then one `{result}` or `{error}`. For long work. */
export interface StreamRoute<
  P extends Shape,
  Q extends Shape,
  B extends Shape,
  R extends z.ZodType,
  G extends z.ZodType,
> extends Asked<P, Q, B> {
  readonly gives: 'stream'
  readonly method: 'POST'
  readonly progress: G
  readonly response: R
}
/** Answers with a file of any length. */
export interface FileRoute<P extends Shape, Q extends Shape, B extends Shape> extends Asked<P, Q, B> {
  readonly gives: 'file'
  readonly method: 'GET'
}
/** Answers with server-sent events, for as long as somebody listens; `response` is the data of one. */
export interface EventsRoute<P extends Shape, Q extends Shape, R extends z.ZodType>
  extends Asked<P, Q, Nothing> {
  readonly gives: 'events'
  readonly method: 'GET'
  readonly response: R
}
/** Takes a file of any length, sent as it is, and answers with one JSON document. */
export interface UploadRoute<P extends Shape, Q extends Shape, B extends Shape, R extends z.ZodType>
  extends Asked<P, Q, B> {
  readonly gives: 'json'
  readonly takes: 'file'
  readonly method: 'POST'
  readonly response: R
}

export type Route =
  | JsonRoute<Shape, Shape, Shape, z.ZodType>
  | StreamRoute<Shape, Shape, Shape, z.ZodType, z.ZodType>
  | FileRoute<Shape, Shape, Shape>
  | UploadRoute<Shape, Shape, Shape, z.ZodType>
  | HotRoute<Shape, Shape, Shape, z.ZodType>
  | EventsRoute<Shape, Shape, z.ZodType>

type Parts = Record<'params' | 'query' | 'body', z.ZodObject>
// An empty object would be inferred as one that may have no members at all, and spoil what it is joined with.
type InputPart<S extends z.ZodObject> = keyof S['shape'] extends never ? unknown : z.input<S>
type OutputPart<S extends z.ZodObject> = keyof S['shape'] extends never ? unknown : z.output<S>
type FieldsIn<R extends Parts> = InputPart<R['params']> & InputPart<R['query']> & InputPart<R['body']>

/** What a caller gives: the members of path, query and body side by side. No name stands in two of them. */
export type InputOf<R extends Parts> = keyof FieldsIn<R> extends never
  ? Record<string, never>
  : { [K in keyof FieldsIn<R>]: FieldsIn<R>[K] }
/** What a handler gets: the same, checked and with defaults filled in. */
export type GivenOf<R extends Parts> = OutputPart<R['params']> &
  OutputPart<R['query']> &
  OutputPart<R['body']>
/** What a route answers with, as the client gets it. */
export type AnswerOf<R> = R extends { readonly response: infer S extends z.ZodType } ? z.output<S> : never
/** One line of progress. */
export type ProgressOf<R> = R extends { readonly progress: infer S extends z.ZodType } ? z.output<S> : never

const nothing = z.object({})

interface Question<P extends Shape, Q extends Shape, B extends Shape> {
  readonly path: string
  readonly does: string
  readonly needs: Need
  readonly about?: About
  readonly params?: z.ZodObject<P>
  readonly query?: z.ZodObject<Q>
  readonly body?: z.ZodObject<B>
}

function asked<P extends Shape, Q extends Shape, B extends Shape>(question: Question<P, Q, B>) {
  // One parse boundary: an absent part is the empty object, whatever type parameter inference chose for it.
  const part = <S extends Shape>(given: z.ZodObject<S> | undefined) => given ?? (nothing as z.ZodObject<S>)
  return {
    path: question.path,
    does: question.does,
    needs: question.needs,
    about: question.about ?? {},
    params: part(question.params),
    query: part(question.query),
    body: part(question.body),
  }
}

/** A route that answers with one document. */
export function json<
  R extends z.ZodType,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
>(method: Method, question: Question<P, Q, B> & { response: R }): JsonRoute<P, Q, B, R> {
  return { gives: 'json', method, ...asked(question), response: question.response }
}

/** A route of long work, that reports progress and then its result. */
export function stream<
  R extends z.ZodType,
  G extends z.ZodType,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
>(question: Question<P, Q, B> & { progress: G; response: R }): StreamRoute<P, Q, B, R, G> {
  const { progress, response } = question
  return { gives: 'stream', method: 'POST', ...asked(question), progress, response }
}

/** A route that gives a file. */
export function file<P extends Shape = Nothing, Q extends Shape = Nothing>(
  question: Question<P, Q, Nothing>,
): FileRoute<P, Q, Nothing> {
  return { gives: 'file', method: 'GET', ...asked(question) }
}

/** A route that takes a file. */
export function upload<R extends z.ZodType, Q extends Shape = Nothing>(
  question: Question<Nothing, Q, Nothing> & { response: R },
): UploadRoute<Nothing, Q, Nothing, R> {
  return { gives: 'json', takes: 'file', method: 'POST', ...asked(question), response: question.response }
}

/** A route whose handler reads and writes JSON itself. */
export function hot<
  R extends z.ZodType,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
>(method: Method, question: Question<P, Q, B> & { response: R }): HotRoute<P, Q, B, R> {
  return { gives: 'json', isHot: true, method, ...asked(question), response: question.response }
}

/** A route that goes on telling what happens. */
export function events<R extends z.ZodType, P extends Shape = Nothing, Q extends Shape = Nothing>(
  question: Question<P, Q, Nothing> & { response: R },
): EventsRoute<P, Q, R> {
  return { gives: 'events', method: 'GET', ...asked(question), response: question.response }
}
