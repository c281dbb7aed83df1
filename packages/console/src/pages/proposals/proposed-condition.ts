import { z } from 'zod'

const file = z.object({ segments: z.record(z.string(), z.object({ when: z.string() })) })

/** The condition that a file of the console gives a segment; undefined where the file is written otherwise. */
export function proposedCondition(
  files: readonly { readonly text: string }[],
  id: string,
): string | undefined {
  for (const { text } of files) {
    const read = file.safeParse(parsed(text))
    const when = read.success ? read.data.segments[id]?.when : undefined
    if (when !== undefined) return when
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
