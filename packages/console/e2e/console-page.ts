import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { AxeResults, RunOptions } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject } from 'vitest'
import { browserPath, whySkipped } from './browser-path.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')
const pictures = resolve(import.meta.dirname, '../screenshots')
export type Violations = readonly (readonly [string, readonly string[]])[]
/** Two cores, shared with everything else that is being tested. */
export const PATIENCE = 60_000

export interface Look {
  readonly width?: number
  readonly dark?: boolean
  /** Whether it comes by the link of who started the server. */
  readonly owner?: boolean
  /** Whether the server is expected to refuse something: the browser notes every such answer. */
  readonly refused?: boolean
}

export interface Console {
  /** Opens a page in a browser of its own; what it complained of, or was refused, fails the test. */
  open(path: string, look: Look, use: (page: Page) => Promise<void>): Promise<void>
}

/** Tests of the console in Chromium; skipped by name where there is none. */
export function describeConsole(name: string, tests: (console: Console) => void): void {
  describe.skipIf(browserPath === undefined)(`${name}, in Chromium${whySkipped}`, () => {
    let browser: Browser
    let cookie: string
    beforeAll(async () => {
      cookie = await ownersCookie()
      // Chromium's own sandbox wants rights that a container does not give; what is opened is our own page.
      browser = await chromium.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] })
    })
    afterAll(() => browser?.close())
    tests({ open: (path, look, use) => opened({ browser, cookie }, path, look, use) })
  })
}

async function opened(
  { browser, cookie }: { readonly browser: Browser; readonly cookie: string },
  path: string,
  { width = 1280, dark = false, owner = true, refused = false }: Look,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    baseURL: inject('address'),
  })
  if (owner) await context.addCookies([cookieOf(cookie)])
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (refused && message.text().startsWith('Failed to load resource')) return
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', error => complaints.push(error.message))
  try {
    await page.goto(path)
    await use(page)
  } finally {
    await context.close()
  }
  expect(complaints).toEqual([])
}

/** Follows the link of who started the server, as a browser would. */
async function ownersCookie(): Promise<string> {
  const { headers, status } = await fetch(inject('consoleLink'), { redirect: 'manual' })
  expect([status, headers.get('location')]).toEqual([302, '/'])
  return headers.get('set-cookie') ?? ''
}

function cookieOf(header: string): { name: string; value: string; url: string } {
  const [name = '', value = ''] = header.split(';')[0]?.split('=') ?? []
  return { name, value, url: inject('address') }
}

/** Of WCAG 2.2 axe leaves out by itself how large a target is. */
const ALL_RULES = { rules: { 'target-size': { enabled: true } } }

/** What axe finds wrong, by rule, with the elements. */
export async function violations(page: Page, options: RunOptions = ALL_RULES): Promise<Violations> {
  // It stays where pages change without loading.
  if (await page.evaluate('!("axe" in window)')) await page.evaluate(axe)
  const asked = JSON.stringify({ ...options, resultTypes: ['violations'] } satisfies RunOptions)
  const found: AxeResults = await page.evaluate(`axe.run(document, ${asked})`)
  return found.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)] as const)
}

/** What only the other colours can make wrong. */
export async function contrastIn(page: Page, colorScheme: 'light' | 'dark'): Promise<Violations> {
  await page.emulateMedia({ colorScheme })
  return violations(page, { runOnly: ['color-contrast'] })
}

/** Keeps a picture of the whole page, for people to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
