import type { Client, WireSegment } from '@kindred/api'
import { nearestName } from '@kindred/language'
import { z } from 'zod'
import { cliError } from '../errors.ts'
import { type AgentTool, tool } from './tool.ts'

const instant = z
  .string()
  .describe('2026-06-01 or 2026-06-01T10:00:00, on the clocks of the workspace; with Z in UTC')

/** Which segments there are, how large, what one means, and how many a condition would have. */
export const segmentTools: readonly AgentTool[] = [
  tool({
    name: 'list_segments',
    title: 'List segments',
    description:
      'All segments and segmentations with size, share, value, change since the refresh before, owner and age. Ask this first to learn the ids that other tools take.',
    input: z.object({}),
    async run(client) {
      const [{ segments, ...base }, { segmentations }] = await Promise.all([
        client.segments(),
        client.segmentations(),
      ])
      return { ...base, segments, segmentations }
    },
  }),
  tool({
    name: 'explain_segment',
    title: 'What a segment means',
    description:
      'One segment: its condition as text and in English, size, value, owner, and the definitions of the features and segments that it names.',
    input: z.object({ segment: z.string().describe('Id of a segment') }),
    async run(client, { segment: id }) {
      const segment = await segmentOf(client, id)
      const { definitions } = await client.definitions()
      return { segment, stands_on: namedIn(segment.when, definitions) }
    },
  }),
  tool({
    name: 'segment_size',
    title: 'How many, over time',
    description:
      'How many customers a segment has and had: as recorded by refreshes or, with `every`, computed at regular instants; with who entered and left.',
    input: z.object({
      segment: z.string().describe('Id of a segment'),
      from: instant.optional(),
      to: instant.optional(),
      every: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional(),
    }),
    async run(client, { segment, from, to, every }) {
      const { size, share_of_customers, value } = await segmentOf(client, segment)
      const history = await client.segmentHistory({
        id: segment,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(every === undefined ? {} : { every }),
      })
      return { now: { size, share_of_customers, value }, history }
    },
  }),
  tool({
    name: 'preview',
    title: 'How many for a condition',
    description:
      'How many customers a condition of the segment language would have now, what is wrong with it, what it says in English, and a few ids. Nothing is stored.',
    input: z.object({
      condition: z.string().describe('Such as: spend_90d > 500 and not did(visit, 30d)'),
      sample: z.number().int().min(0).max(100).default(5).describe('How many ids to name'),
    }),
    run: (client, { condition, sample }) => client.previewSegment({ when: condition, sample }),
  }),
]

async function segmentOf(client: Client, id: string): Promise<WireSegment> {
  const { segments } = await client.segments()
  const found = segments.find(each => each.id === id)
  if (found !== undefined) return found
  const names = segments.map(each => each.id)
  throw cliError('nothing_named', { name: id, nearest: nearestName(id, names) ?? '' })
}

/** Definitions whose names stand in a text, by kind: an agent need not read all of them. */
function namedIn(text: string, definitions: Readonly<Record<string, unknown>>): Record<string, object> {
  const words = new Set(text.match(/[a-z][a-z0-9_]*/g) ?? [])
  const found: Record<string, object> = {}
  for (const kind of ['attributes', 'features', 'segments', 'segmentations', 'models']) {
    const section = Object.entries(definitions[kind] ?? {}).filter(([id]) => words.has(id))
    if (section.length > 0) found[kind] = Object.fromEntries(section)
  }
  return found
}
