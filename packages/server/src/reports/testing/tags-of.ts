import { expect } from 'vitest'

const alone = new Set(['meta', 'br'])

/** Every tag of the page in order; fails where one is left open or closed twice. */
export function tagsOf(page: string): string[] {
  const open: string[] = []
  const tags: string[] = []
  const body = page.replace('<!doctype html>', '').replace(/<style>[^<]*<\/style>/, '')
  for (const [, closing, name = '', rest = ''] of body.matchAll(
    /<(\/?)([a-z][a-z0-9]*)((?:\s+[\w-]+="[^"<>]*")*\s*\/?)>/gi,
  )) {
    if (closing === '/') expect(open.pop()).toBe(name)
    else if (!alone.has(name) && !rest.endsWith('/')) open.push(name)
    tags.push(name)
  }
  expect(open).toEqual([])
  expect(body.split('<').length - 1, 'each < opens a tag that was read').toBe(tags.length)
  return tags
}
