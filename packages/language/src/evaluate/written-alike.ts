import type { Checked } from '../ast/checked.ts'

/**
 * The same text for trees that differ only in where they stand. What a reference stands for is left out: within one
 * vocabulary its name says it, and a diamond of references would grow with its paths.
 */
export function writtenAlike(node: Checked): string {
  return JSON.stringify(node, (key, part: unknown) => (key === 'span' ? undefined : named(part)))
}

function named(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || !('kind' in part)) return part
  if (part.kind === 'feature' || part.kind === 'segment') return [part.kind, 'name' in part && part.name]
  if (part.kind === 'class') return [part.kind, 'segmentation' in part && part.segmentation]
  if (part.kind !== 'score' || !('model' in part)) return part
  const output = 'output' in part ? [part.output] : []
  return [part.kind, part.model, 'version' in part ? part.version : null, ...output]
}
