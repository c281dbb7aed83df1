import { z } from 'zod'
import { type AgentTool, tool } from './tool.ts'

/** No file of the workspace: what an agent stores stays until a file declares it. */
const SOURCE = 'console:agent'

const text = z
  .string()
  .min(1)
  .describe(
    'Definitions in YAML, such as: segments: { lapsing_vips: { when: "spend_365d > 1000 and not did(purchase, 60d)" } }',
  )

/** What is defined, and what a change would do. */
export const definitionTools: readonly AgentTool[] = [
  tool({
    name: 'definitions',
    title: 'What is defined',
    description:
      'Attributes, events, features, segments and all else that is defined, as it is written, with problems. Ask for one `section` where the workspace is large. The attributes, events and features are the words of conditions.',
    input: z.object({
      section: z
        .string()
        .optional()
        .describe('attributes, events, features, segments, segmentations, models, channels, offers, …'),
    }),
    async run(client, { section }) {
      const { definitions, ...version } = await client.definitions()
      if (section === undefined) return { ...version, definitions }
      return { ...version, definitions: { [section]: definitions[section] ?? {} } }
    },
  }),
  tool({
    name: 'what_would_change',
    title: 'What a change would do',
    description:
      'Plans a change of definitions: what is wrong with it, what differs, and who would enter and leave which segments, with examples and why. Nothing is stored.',
    input: z.object({ definitions: text, examples: z.number().int().min(0).max(20).default(3) }),
    run: (client, { definitions, examples }) =>
      client.plan({ files: [{ name: SOURCE, text: definitions }], complete: false, examples }),
  }),
]

/** Only where it is allowed. */
export const writingTools: readonly AgentTool[] = [
  tool({
    name: 'apply_change',
    title: 'Store a change',
    description:
      'Stores definitions that were planned with what_would_change and that the person you work for has agreed to. `version` is the one of the plan: where the definitions have moved since, it is refused.',
    input: z.object({
      definitions: text,
      version: z.number().int().min(0).describe('The `version` that what_would_change gave'),
      note: z.string().max(500).optional().describe('Why, for the list of versions'),
    }),
    writes: true,
    run: (client, { definitions, version, note }) =>
      client.apply({
        files: [{ name: SOURCE, text: definitions }],
        ...{ complete: false, expected: version },
        ...(note === undefined ? {} : { note }),
      }),
  }),
]
