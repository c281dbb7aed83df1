import { ApiError, type Client } from '@kindred/api'
import { type CallToolResult, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { CliError } from '../errors.ts'
import { customerTools } from './customer-tools.ts'
import { definitionTools, writingTools } from './definition-tools.ts'
import { segmentTools } from './segment-tools.ts'
import type { AgentTool } from './tool.ts'

export interface AgentServerOptions {
  readonly version: string
  /** Whether definitions may be stored. */
  readonly allowWrite: boolean
}

const instructions =
  'Kindred divides the customers of a company into segments. Ask list_segments and definitions for what there is, preview for how many a condition would have, explain_customer for why, and what_would_change before any change. Sizes are of the last refresh unless said otherwise.'

/** A server of the Model Context Protocol whose tools ask the API, in the name of whoever runs it. */
export function agentServer(client: Client, { version, allowWrite }: AgentServerOptions): McpServer {
  const server = new McpServer({ name: 'kindred', version }, { instructions })
  const reading = [...segmentTools, ...customerTools, ...definitionTools]
  for (const tool of allowWrite ? [...reading, ...writingTools] : reading) register(server, client, tool)
  return server
}

function register(server: McpServer, client: Client, tool: AgentTool): void {
  const { name, title, description, input, writes } = tool
  const annotations = { readOnlyHint: !writes, destructiveHint: writes, openWorldHint: false }
  server.registerTool(name, { title, description, inputSchema: input, annotations }, given =>
    answerOf(tool, client, given),
  )
}

/** What went wrong is an answer too: the agent reads it, and can do what it says. */
async function answerOf(tool: AgentTool, client: Client, given: unknown): Promise<CallToolResult> {
  try {
    return { content: [{ type: 'text', text: JSON.stringify(await tool.run(client, given)) }] }
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: failureText(error) }] }
  }
}

function failureText(error: unknown): string {
  if (error instanceof ApiError)
    return [`${error.says} ${error.remedy}`, ...error.problems.map(each => each.says)].join('\n')
  if (error instanceof CliError) return `${error.message} ${error.remedy}`
  if (error instanceof z.ZodError) return z.prettifyError(error)
  return error instanceof Error ? error.message : String(error)
}
