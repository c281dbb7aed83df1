import { z } from 'zod'

export const definitionKind = z.enum([
  'attribute',
  'event',
  'feature',
  'segment',
  'segmentation',
  'list',
  'place',
  'model',
  'champion',
  'channel',
  'offer',
])

/** One thing a workspace defines. */
export const definitionRef = z.object({ kind: definitionKind, id: z.string() })
export type DefinitionRef = z.infer<typeof definitionRef>
