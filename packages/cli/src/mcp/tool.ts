import type { Client } from '@kindred/api'
import type { z } from 'zod'

/** What an agent can ask: a name, when to use it, what it takes, and what of the API answers. */
export interface AgentTool {
  readonly name: string
  readonly title: string
  /** For the agent: what it tells, and when it is the one to ask. */
  readonly description: string
  readonly input: z.ZodObject
  /** Whether something is another than before once it was called. */
  readonly writes: boolean
  /** @param given - Checked against `input` here: whatever a caller sends. @returns A plain document. */
  run(client: Client, given: unknown): Promise<object>
}

/** A tool with the types of its own input. */
export function tool<Input extends z.ZodObject>({
  run,
  ...about
}: Omit<AgentTool, 'input' | 'run' | 'writes'> & {
  readonly input: Input
  readonly writes?: boolean
  run(client: Client, given: z.output<Input>): Promise<object>
}): AgentTool {
  return {
    writes: false,
    ...about,
    run: (client, given) => run(client, about.input.parse(given)),
  }
}
