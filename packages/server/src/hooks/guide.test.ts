import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { sign } from './sign.ts'

type IsFromKindred = (secret: string, headers: Record<string, string>, body: string, now?: number) => boolean

const guide = readFileSync(resolve(import.meta.dirname, '../../../../docs/guide/webhooks.md'), 'utf8')
const example = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''

/** The function of the guide, as a reader would take it over. */
async function fromGuide(): Promise<IsFromKindred> {
  const code = `${example}\nexport { isFromKindred }`
  const module: { isFromKindred: IsFromKindred } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`
  )
  return module.isFromKindred
}

test('the example of the guide takes what we sign, and nothing that was changed, is old, or is of another', async () => {
  const isFromKindred = await fromGuide()
  const now = 1_780_000_000_999
  const body = '{"customer":"č\\"👩‍🚀"}'
  const headers = sign('secret', body, now)
  expect(isFromKindred('secret', headers, body, now)).toBe(true)
  expect(isFromKindred('secret', headers, body, now + 299_000)).toBe(true)
  expect(isFromKindred('secret', headers, body, now + 302_000)).toBe(false)
  expect(isFromKindred('secret', headers, `${body} `, now)).toBe(false)
  expect(isFromKindred('other', headers, body, now)).toBe(false)
  expect(isFromKindred('secret', { ...headers, 'kindred-timestamp': '1780000001' }, body, now)).toBe(false)
  expect(isFromKindred('secret', {}, body, now)).toBe(false)
})
