import { z } from 'zod'
import { instant } from './instant.ts'

/** A consent of one customer: as it stands, and everything that was said of it. */
export const consent = z.object({
  channel: z.string(),
  /** What it is given for; absent: everything the channel is used for. */
  purpose: z.string().optional(),
  /** The boolean attribute that holds it: what conditions ask for. */
  attribute: z.string(),
  label: z.string().optional(),
  /** `null`: it is not known. */
  given: z.boolean().nullable(),
  /** It is personal, and whoever asks does not see that. */
  masked: z.literal(true).optional(),
  /** Oldest first; `since` is null where it was so always. */
  history: z.array(z.object({ since: instant.nullable(), given: z.boolean().nullable() })),
})
