import { once } from 'node:events'
import type { Command } from 'commander'
import { ownVersion } from '../own-version.ts'
import { withSession } from '../session.ts'

interface McpOptions {
  readonly allowWrite?: boolean
}

export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description(
      'answer an agent over standard input and output (Model Context Protocol): which segments, why, how many',
    )
    .option('--allow-write', 'also let it store definitions; else it can only ask')
    .action(
      withSession<McpOptions>(async ({ client }, _, { allowWrite = false }) => {
        // Only whoever runs this waits for the library.
        const [{ serveStdio }, { agentServer }] = await Promise.all([
          import('@modelcontextprotocol/server/stdio'),
          import('../mcp/agent-server.ts'),
        ])
        const serving = serveStdio(() => agentServer(client, { version: ownVersion(), allowWrite }))
        // As long as somebody speaks: standard output is the agent's alone.
        await once(process.stdin, 'close')
        await serving.close()
      }),
    )
}
