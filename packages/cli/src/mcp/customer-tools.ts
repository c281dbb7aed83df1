import { z } from 'zod'
import { type AgentTool, tool } from './tool.ts'

const customer = z.string().min(1).describe('Id of a customer')

/** One customer: who she is, and why she is where she is. */
export const customerTools: readonly AgentTool[] = [
  tool({
    name: 'customer',
    title: 'One customer',
    description:
      'What is known of one customer: attributes, features, segments and classes with since when and why, her last events. What is personal is left out unless the key may see it.',
    input: z.object({ customer, events: z.number().int().min(1).max(100).default(10) }),
    run: (client, { customer: id, events }) => client.customer({ id, events }),
  }),
  tool({
    name: 'explain_customer',
    title: 'Why she is, or is not, in a segment',
    description:
      'Why one customer is or is not in a segment or class: conditions with the values observed, near misses, and the smallest change that would turn the answer round. Without `definition`: of all of them, shorter.',
    input: z.object({
      customer,
      definition: z.string().optional().describe('Id of a segment or segmentation'),
      as_of: z.string().optional().describe('An instant, such as 2026-06-01; default: the present'),
    }),
    run: (client, { customer: id, definition, as_of }) =>
      client.explain({
        id,
        ...(definition === undefined ? {} : { definition }),
        ...(as_of === undefined ? {} : { as_of }),
      }),
  }),
]
