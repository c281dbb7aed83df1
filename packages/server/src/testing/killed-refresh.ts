import { openWorkspace } from '../workspace/open-workspace.ts'

/* A process to be killed by a test: opens the workspace, refreshes it again and again, and says when it evaluates. */
const { client } = await openWorkspace(process.argv[2] ?? '')
for (;;) {
  await client.refresh({}, { progress: ({ step }) => process.stdout.write(`${step}\n`) })
}
