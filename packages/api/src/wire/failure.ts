import { z } from 'zod'
import { definitionRef } from './definition-ref.ts'

/** What every refusal looks like on the wire, whatever its status. */
export const failure = z.object({
  code: z.string(),
  says: z.string(),
  remedy: z.string(),
  details: z.unknown().optional(),
})
export type Failure = z.infer<typeof failure>

/** Something wrong in a person's text, with its place. */
export const placedProblem = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  says: z.string(),
  remedy: z.string(),
  file: z.string().optional(),
  definition: definitionRef.optional(),
  /** From 1, as `column` is; `length` in code points. */
  line: z.int().optional(),
  column: z.int().optional(),
  length: z.int().optional(),
})
export type PlacedProblem = z.infer<typeof placedProblem>

const listed = z.object({
  problems: z.array(z.object({ says: z.string(), remedy: z.string(), field: z.string().optional() })),
})

/** One of several problems that a refusal tells of at once. */
export type ListedProblem = z.infer<typeof listed>['problems'][number]

/** The problems in the details of a refusal; none where it is about one thing alone. */
export function listedProblems(details: unknown): readonly ListedProblem[] {
  return listed.safeParse(details).data?.problems ?? []
}
